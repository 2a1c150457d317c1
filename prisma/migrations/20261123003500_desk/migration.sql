-- The review desk: claims, saved lists, reminders, own reasons, watches, segments; and documents that are sent back one by one.
ALTER TABLE "documents" ADD COLUMN "returned_at" TIMESTAMP(3), ADD COLUMN "returned_for" TEXT;
-- Until now a later submission replaced all of the one before.
UPDATE "documents" d SET "returned_at" = d."sent_at" WHERE d."sent_at" IS NOT NULL AND EXISTS (
  SELECT 1 FROM "documents" l WHERE l."shop_id" = d."shop_id" AND l."customer_id" = d."customer_id" AND l."part" = d."part"
    AND l."sent_at" IS NOT NULL AND l."round" > d."round");

CREATE TABLE "kyc_claims" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "kyc_claims_pkey" PRIMARY KEY ("shop_id","customer_id")
);
CREATE INDEX "kyc_claims_shop_id_staff_id_idx" ON "kyc_claims"("shop_id", "staff_id");

CREATE TABLE "kyc_saved_views" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "created_by" BIGINT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "kyc_saved_views_pkey" PRIMARY KEY ("shop_id","id")
);

CREATE TABLE "kyc_reminders" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "reminded_at" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "kyc_reminders_pkey" PRIMARY KEY ("shop_id","customer_id")
);
CREATE INDEX "kyc_reminders_shop_id_reminded_at_idx" ON "kyc_reminders"("shop_id", "reminded_at");

CREATE TABLE "kyc_reminder_runs" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "started_by" BIGINT NOT NULL,
    "started_at" TIMESTAMP(3) NOT NULL,
    "before" TIMESTAMP(3) NOT NULL,
    "after_at" TIMESTAMP(3),
    "after_id" BIGINT NOT NULL DEFAULT 0,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMP(3),
    CONSTRAINT "kyc_reminder_runs_pkey" PRIMARY KEY ("shop_id","id")
);
-- One at a time in a shop.
CREATE UNIQUE INDEX "kyc_reminder_runs_running" ON "kyc_reminder_runs" ("shop_id") WHERE finished_at IS NULL;

CREATE TABLE "kyc_reasons" (
    "shop_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "parts" TEXT,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "texts" JSONB NOT NULL DEFAULT '{}',
    CONSTRAINT "kyc_reasons_pkey" PRIMARY KEY ("shop_id","code")
);

CREATE TABLE "kyc_watches" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3),
    "staff_id" BIGINT NOT NULL,
    "ended_at" TIMESTAMP(3),
    "tag" TEXT,
    CONSTRAINT "kyc_watches_pkey" PRIMARY KEY ("shop_id","customer_id")
);
CREATE INDEX "kyc_watches_shop_id_ended_at_since_idx" ON "kyc_watches"("shop_id", "ended_at", "since");

CREATE TABLE "kyc_segments" (
    "shop_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "segment" TEXT,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "fault" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "kyc_segments_pkey" PRIMARY KEY ("shop_id","key")
);

-- The large lists by party. The small ones are read whole when somebody asks for one party of them.
CREATE INDEX "kyc_cases_registered_party" ON "kyc_cases" ("shop_id", "party", "opened_at", "customer_id")
  WHERE not gone and not refused and not verified and not frozen
    and not (identity = 'submitted' or (party = 'corporation' and corporate = 'submitted')
      or (not verified and not frozen and identity = 'accepted' and (party = 'individual' or (party = 'corporation' and corporate = 'accepted'))))
    and not (identity = 'returned' or (party = 'corporation' and corporate = 'returned'));
CREATE INDEX "kyc_cases_verified_party" ON "kyc_cases" ("shop_id", "party", "changed_at", "customer_id") WHERE not gone and verified and not frozen;
CREATE INDEX "kyc_cases_all_party" ON "kyc_cases" ("shop_id", "party", "changed_at", "customer_id") WHERE not gone;

-- The mails of one customer, for the history of the case.
CREATE INDEX "mails_of_customer" ON "mails" ("shop_id", "customer_id", "created_at") WHERE customer_id IS NOT NULL;
