CREATE TABLE "kyc_readings" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "part" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "outcomes" JSONB NOT NULL,
    "read_at" TIMESTAMP(3) NOT NULL,
    "read_by" TEXT NOT NULL,

    CONSTRAINT "kyc_readings_pkey" PRIMARY KEY ("shop_id", "customer_id", "part")
);

CREATE TABLE "kyc_fingerprints" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "kyc_fingerprints_pkey" PRIMARY KEY ("shop_id", "customer_id", "kind", "hash")
);

CREATE INDEX "kyc_fingerprints_shop_id_hash_idx" ON "kyc_fingerprints"("shop_id", "hash");

CREATE TABLE "kyc_legs" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "leg" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "happened_on" TEXT NOT NULL,
    "sealed" BYTEA,
    "recorded_at" TIMESTAMP(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "kyc_legs_pkey" PRIMARY KEY ("shop_id", "customer_id", "leg")
);
