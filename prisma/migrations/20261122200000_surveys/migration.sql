-- CreateTable
CREATE TABLE "kyc_surveys" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "operation" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "position" BIGINT NOT NULL DEFAULT 0,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "started_at" TIMESTAMP(3) NOT NULL,
    "finished_at" TIMESTAMP(3),
    "reason" TEXT,

    CONSTRAINT "kyc_surveys_pkey" PRIMARY KEY ("shop_id","id")
);

-- CreateIndex
CREATE INDEX "kyc_surveys_shop_id_purpose_started_at_idx" ON "kyc_surveys"("shop_id", "purpose", "started_at");
