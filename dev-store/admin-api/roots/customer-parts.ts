import { setEmailConsent, setSmsConsent } from '../../store/consents.ts'
import { addAddress, changeAddress, chooseDefaultAddress, removeAddress } from '../../store/customer-addresses.ts'
import { NO_CONSENT } from '../../store/customers.ts'
import { readGid } from '../../store/gids.ts'
import { fieldError, type Outcome, refused } from '../../store/outcome.ts'
import type { Address, Customer } from '../../store/types.ts'
import { type Args, type Root, record, text } from '../context.ts'
import { addressGid, addressView } from '../views/address-view.ts'
import { customerView } from '../views/customer-view.ts'
import { userErrors } from './answers.ts'
import { readConsent } from './consent-input.ts'
import { readAddressInput } from './customer-input.ts'
import { asDefault, customerOf } from './customers.ts'

const nobody = refused(fieldError(['customerId'], 'Customer does not exist'))

const addressPayload = (typename: string, outcome: Outcome<Address>) => ({
  __typename: typename,
  address: outcome.ok ? addressView(outcome.value) : null,
  userErrors: userErrors(outcome.ok ? [] : outcome.errors),
})

function addressIdOf(args: Args): number {
  const read = readGid(text(args, 'addressId') ?? '')
  return read?.type === 'MailingAddress' ? read.id : -1
}

const addressCreate: Root = (args, caller) => {
  const customer = customerOf(caller, text(args, 'customerId'))
  const draft = readAddressInput(record(args, 'address'))
  const outcome = customer ? addAddress(caller.world, caller.shop, customer, draft, asDefault(args), caller.by) : nobody
  return addressPayload('CustomerAddressCreatePayload', outcome)
}

const addressUpdate: Root = (args, caller) => {
  const customer = customerOf(caller, text(args, 'customerId'))
  const input = record(args, 'address')
  const id = addressIdOf(args)
  if (!customer) return addressPayload('CustomerAddressUpdatePayload', nobody)
  if (input.id !== undefined && readGid(text(input, 'id') ?? '')?.id !== id) {
    const message = 'The id of the address does not match the id in the input'
    return addressPayload('CustomerAddressUpdatePayload', refused(fieldError(['addressId'], message)))
  }
  const outcome = changeAddress(caller.world, caller.shop, customer, id, readAddressInput(input), asDefault(args), caller.by)
  return addressPayload('CustomerAddressUpdatePayload', outcome)
}

const addressDelete: Root = (args, caller) => {
  const customer = customerOf(caller, text(args, 'customerId'))
  const outcome = customer ? removeAddress(caller.world, caller.shop, customer, addressIdOf(args), caller.by) : nobody
  return {
    __typename: 'CustomerAddressDeletePayload',
    deletedAddressId: outcome.ok ? addressGid(outcome.value) : null,
    userErrors: userErrors(outcome.ok ? [] : outcome.errors),
  }
}

const defaultAddress: Root = (args, caller) => {
  const customer = customerOf(caller, text(args, 'customerId'))
  const outcome = customer ? chooseDefaultAddress(caller.world, caller.shop, customer, addressIdOf(args), caller.by) : nobody
  return {
    __typename: 'CustomerUpdateDefaultAddressPayload',
    customer: outcome.ok ? customerView(caller, outcome.value) : null,
    userErrors: userErrors(outcome.ok ? [] : outcome.errors),
  }
}

const emailConsent: Root = (args, caller) => {
  const input = record(args, 'input')
  const customer = customerOf(caller, text(input, 'customerId'))
  const answer = (shown: Customer | undefined, errors: Parameters<typeof userErrors>[0]) => ({
    __typename: 'CustomerEmailMarketingConsentUpdatePayload',
    customer: shown ? customerView(caller, shown) : null,
    userErrors: userErrors(errors, 'CustomerEmailMarketingConsentUpdateUserError'),
  })
  if (!customer) return answer(undefined, [fieldError(['input', 'customerId'], 'Customer not found', 'INVALID')])
  const { consent, errors } = readConsent(
    caller.world,
    record(input, 'emailMarketingConsent'),
    ['input', 'emailMarketingConsent'],
    customer.emailConsent,
  )
  if (errors.length === 0) setEmailConsent(caller.world, caller.shop, customer, consent, caller.by)
  return answer(customer, errors)
}

const smsConsent: Root = (args, caller) => {
  const input = record(args, 'input')
  const customer = customerOf(caller, text(input, 'customerId'))
  const answer = (shown: Customer | undefined, errors: Parameters<typeof userErrors>[0]) => ({
    __typename: 'CustomerSmsMarketingConsentUpdatePayload',
    customer: shown ? customerView(caller, shown) : null,
    userErrors: userErrors(errors, 'CustomerSmsMarketingConsentError'),
  })
  if (!customer) return answer(undefined, [fieldError(null, 'Customer not found')])
  const path = ['input', 'smsMarketingConsent']
  const { consent, errors } = readConsent(caller.world, record(input, 'smsMarketingConsent'), path, customer.smsConsent ?? NO_CONSENT)
  if (errors.length) return answer(undefined, errors)
  if (customer.phone === null)
    return answer(undefined, [fieldError(path, 'A phone number is required to set the SMS consent state.', 'INVALID')])
  setSmsConsent(caller.world, caller.shop, customer, { ...consent, collectedFrom: 'OTHER' }, caller.by)
  return answer(customer, [])
}

export const customerPartMutations: Record<string, Root> = {
  customerAddressCreate: addressCreate,
  customerAddressUpdate: addressUpdate,
  customerAddressDelete: addressDelete,
  customerUpdateDefaultAddress: defaultAddress,
  customerEmailMarketingConsentUpdate: emailConsent,
  customerSmsMarketingConsentUpdate: smsConsent,
}
