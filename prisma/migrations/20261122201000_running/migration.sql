-- What the processes did last, and what is kept of erased customers.
ALTER TABLE "inbox" ADD COLUMN "retry_at" TIMESTAMP(3);

CREATE TABLE "shop_runs" (
    "shop_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMP(3) NOT NULL,
    "ended_at" TIMESTAMP(3),
    "found" INTEGER,
    "reason" TEXT,
    "budget" JSONB,
    CONSTRAINT "shop_runs_pkey" PRIMARY KEY ("shop_id","kind")
);

CREATE TABLE "held_records" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "law" TEXT NOT NULL,
    "years" INTEGER NOT NULL,
    "held_since" TIMESTAMP(3) NOT NULL,
    "held_until" TIMESTAMP(3) NOT NULL,
    "by_default" BOOLEAN NOT NULL,
    "sealed" BYTEA NOT NULL,
    CONSTRAINT "held_records_pkey" PRIMARY KEY ("shop_id","id")
);
CREATE INDEX "held_records_shop_id_held_until_idx" ON "held_records"("shop_id", "held_until");
CREATE INDEX "held_records_shop_id_customer_id_idx" ON "held_records"("shop_id", "customer_id");

CREATE TABLE "compliance_records" (
    "shop_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "topic" TEXT NOT NULL,
    "customer_id" BIGINT,
    "outcome" JSONB NOT NULL,
    CONSTRAINT "compliance_records_pkey" PRIMARY KEY ("shop_id","id")
);
CREATE INDEX "compliance_records_shop_id_at_idx" ON "compliance_records"("shop_id", "at");
