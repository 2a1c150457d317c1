CREATE TABLE "payout_accounts" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'in-force',
    "kind" TEXT NOT NULL,
    "match" TEXT NOT NULL,
    "accepted_by" TEXT,
    "accepted_at" TIMESTAMP(3),
    "registered_at" TIMESTAMP(3) NOT NULL,
    "counts_from" TIMESTAMP(3) NOT NULL,
    "ended_at" TIMESTAMP(3),

    CONSTRAINT "payout_accounts_pkey" PRIMARY KEY ("shop_id", "id")
);

CREATE INDEX "payout_accounts_shop_id_customer_id_registered_at_idx" ON "payout_accounts"("shop_id", "customer_id", "registered_at");

-- Two registrations at the same moment cannot both be in force.
CREATE UNIQUE INDEX "payout_accounts_in_force" ON "payout_accounts"("shop_id", "customer_id") WHERE "state" = 'in-force';

CREATE TABLE "payout_proofs" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMP(3),

    CONSTRAINT "payout_proofs_pkey" PRIMARY KEY ("shop_id", "customer_id")
);

CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "sealed" ON "payout_accounts" FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('sealed');

ALTER TABLE "customer_tickets" ADD COLUMN "signed_in_at" TIMESTAMP(3);
ALTER TABLE "customer_sessions" ADD COLUMN "signed_in_at" TIMESTAMP(3);
