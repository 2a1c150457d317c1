-- When papers run out, and who customers were when they were approved.
CREATE TABLE "kyc_expiries" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "part" TEXT NOT NULL,
    "expires_on" TEXT NOT NULL,
    "told" INTEGER,

    CONSTRAINT "kyc_expiries_pkey" PRIMARY KEY ("shop_id", "customer_id", "part")
);

CREATE INDEX "kyc_expiries_shop_id_expires_on_customer_id_idx" ON "kyc_expiries"("shop_id", "expires_on", "customer_id");

CREATE TABLE "kyc_verified_values" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "taken_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "kyc_verified_values_pkey" PRIMARY KEY ("shop_id", "customer_id")
);

CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "sealed" ON "kyc_verified_values" FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('sealed');
