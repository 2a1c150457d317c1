-- An approval that one member proposed and another must confirm, for the version of the case that the first one saw.
CREATE TABLE "kyc_proposals" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "kyc_proposals_pkey" PRIMARY KEY ("shop_id","customer_id")
);
