import { Badge, BlockStack, InlineStack, Select, Text } from '@shopify/polaris'
import type { StaffMember } from '../../staff/members.server.ts'
import { ROLES } from '../../staff/roles.ts'
import { Moment } from '../moment.tsx'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** Who may do what. A choice is saved at once. */
export function StaffSection({ data: { staff, me, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('settings.staff.granted')
  return (
    <Section title={t('settings.staff.title')} help={t('settings.staff.help')} saving={saving} dirty={false} onSave={null}>
      <ul className="sekisho-staff">
        {staff.map((member) => (
          <li key={member.id.toString()}>
            <Who member={member} isMe={member.id === me} />
            <Select
              label={t('settings.staff.change', { name: member.name })}
              labelHidden
              options={ROLES.map((role) => ({ value: role, label: t(`settings.staff.roles.${role}`) }))}
              value={member.role}
              onChange={(role) => saving.save({ section: 'role', member: member.id.toString(), role })}
              disabled={!mayChange || saving.busy}
            />
          </li>
        ))}
      </ul>
      <BlockStack gap="100">
        {ROLES.map((role) => (
          <Text key={role} as="p" tone="subdued" variant="bodySm">
            {t(`settings.staff.roles.${role}`)}: {t(`settings.staff.rolesHelp.${role}`)}
          </Text>
        ))}
      </BlockStack>
    </Section>
  )
}

function Who({ member, isMe }: { member: StaffMember & { readonly seenAt: Date }; isMe: boolean }) {
  const t = useT()
  return (
    <div>
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold">
          {member.name || member.id.toString()}
        </Text>
        {isMe && <Badge>{t('settings.staff.you')}</Badge>}
      </InlineStack>
      <Text as="p" tone="subdued" variant="bodySm">
        {t('settings.staff.seen')}: <Moment at={member.seenAt} />
      </Text>
    </div>
  )
}
