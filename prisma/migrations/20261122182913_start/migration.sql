-- CreateTable
CREATE TABLE "shops" (
    "shop_id" TEXT NOT NULL,
    "installed_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMP(3),
    "settings" JSONB NOT NULL DEFAULT '{}',
    "facts" JSONB NOT NULL DEFAULT '{}',
    "wrapped_key" BYTEA,
    "swept_until" TIMESTAMP(3),

    CONSTRAINT "shops_pkey" PRIMARY KEY ("shop_id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMP(3),
    "access_token" TEXT,
    "refresh_token" TEXT,
    "refresh_token_expires" TIMESTAMP(3),
    "online_access_info" JSONB,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "shop_id" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "customer_id" BIGINT,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "settled_at" TIMESTAMP(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("shop_id","webhook_id")
);

-- CreateTable
CREATE TABLE "kyc_cases" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "party" TEXT NOT NULL DEFAULT 'none',
    "identity" TEXT NOT NULL DEFAULT 'none',
    "corporate" TEXT NOT NULL DEFAULT 'none',
    "payout" BOOLEAN NOT NULL DEFAULT false,
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "frozen" BOOLEAN NOT NULL DEFAULT false,
    "refused" BOOLEAN NOT NULL DEFAULT false,
    "deny_pending" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 0,
    "base" JSONB,
    "leave" JSONB,
    "wake_at" TIMESTAMP(3),
    "gone" BOOLEAN NOT NULL DEFAULT false,
    "opened_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMP(3),
    "decided_at" TIMESTAMP(3),
    "changed_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMP(3),

    CONSTRAINT "kyc_cases_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "kyc_intents" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "begun_at" TIMESTAMP(3) NOT NULL,
    "intent" JSONB NOT NULL,

    CONSTRAINT "kyc_intents_pkey" PRIMARY KEY ("shop_id","customer_id","id")
);

-- CreateTable
CREATE TABLE "kyc_events" (
    "shop_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "actor_id" TEXT,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "sealed" BYTEA,

    CONSTRAINT "kyc_events_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "kyc_tasks" (
    "shop_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "opened_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "count" INTEGER NOT NULL DEFAULT 1,
    "closed_at" TIMESTAMP(3),
    "closed_by" TEXT,

    CONSTRAINT "kyc_tasks_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "kyc_profiles" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "updated_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kyc_profiles_pkey" PRIMARY KEY ("shop_id","customer_id")
);

-- CreateTable
CREATE TABLE "kyc_notices" (
    "shop_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "written_by" TEXT,

    CONSTRAINT "kyc_notices_pkey" PRIMARY KEY ("shop_id","version","language")
);

-- CreateTable
CREATE TABLE "kyc_consents" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "accepted_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kyc_consents_pkey" PRIMARY KEY ("shop_id","customer_id","version")
);

-- CreateTable
CREATE TABLE "customer_tickets" (
    "shop_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "used_at" TIMESTAMP(3),

    CONSTRAINT "customer_tickets_pkey" PRIMARY KEY ("shop_id","hash")
);

-- CreateTable
CREATE TABLE "customer_sessions" (
    "shop_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "language" TEXT NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "customer_sessions_pkey" PRIMARY KEY ("shop_id","hash")
);

-- CreateTable
CREATE TABLE "documents" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "part" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "wrapped_key" BYTEA,
    "uploaded_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMP(3),
    "erased_at" TIMESTAMP(3),

    CONSTRAINT "documents_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "staff_members" (
    "shop_id" TEXT NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT,
    "granted_by" BIGINT,
    "seen_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_members_pkey" PRIMARY KEY ("shop_id","staff_id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "shop_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "actor_id" TEXT,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "codes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateTable
CREATE TABLE "mails" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "customer_id" BIGINT,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMP(3),

    CONSTRAINT "mails_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "inbox_shop_id_state_received_at_idx" ON "inbox"("shop_id", "state", "received_at");

-- CreateIndex
CREATE INDEX "kyc_cases_shop_id_changed_at_idx" ON "kyc_cases"("shop_id", "changed_at");

-- CreateIndex
CREATE INDEX "kyc_cases_shop_id_submitted_at_idx" ON "kyc_cases"("shop_id", "submitted_at");

-- CreateIndex
CREATE INDEX "kyc_events_shop_id_customer_id_id_idx" ON "kyc_events"("shop_id", "customer_id", "id");

-- CreateIndex
CREATE INDEX "kyc_tasks_shop_id_closed_at_opened_at_idx" ON "kyc_tasks"("shop_id", "closed_at", "opened_at");

-- CreateIndex
CREATE INDEX "kyc_tasks_shop_id_customer_id_idx" ON "kyc_tasks"("shop_id", "customer_id");

-- CreateIndex
CREATE INDEX "documents_shop_id_customer_id_part_idx" ON "documents"("shop_id", "customer_id", "part");

-- CreateIndex
CREATE INDEX "audit_log_shop_id_subject_idx" ON "audit_log"("shop_id", "subject");

-- CreateIndex
CREATE INDEX "mails_shop_id_state_created_at_idx" ON "mails"("shop_id", "state", "created_at");
