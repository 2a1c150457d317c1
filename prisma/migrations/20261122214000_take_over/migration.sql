-- Taking over who was there before an installation: asked of the owner with a preview, once per installation.
CREATE TABLE "take_overs" (
    "shop_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "preview" TEXT,
    "sources" JSONB NOT NULL DEFAULT '[]',
    "source" INTEGER,
    "confirmed_at" TIMESTAMP(3),
    "confirmed_by" BIGINT,
    "paused_at" TIMESTAMP(3),
    "cursor" BIGINT NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMP(3),
    CONSTRAINT "take_overs_pkey" PRIMARY KEY ("shop_id")
);

CREATE TABLE "kyc_sightings" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "preview" TEXT NOT NULL,
    "labels" TEXT NOT NULL,
    "metafield" TEXT NOT NULL,
    "own" TEXT NOT NULL,
    "verdicts" TEXT NOT NULL,
    "nominated_at" TIMESTAMP(3),
    "settled_at" TIMESTAMP(3),
    CONSTRAINT "kyc_sightings_pkey" PRIMARY KEY ("shop_id","customer_id")
);
CREATE INDEX "kyc_sightings_shop_id_settled_at_nominated_at_idx" ON "kyc_sightings"("shop_id", "settled_at", "nominated_at");

-- Whoever agreed before there was a preview has agreed.
INSERT INTO "take_overs" ("shop_id", "state", "confirmed_at", "finished_at")
SELECT "shop_id", 'done', "installed_at", "installed_at" FROM "shops" WHERE "settings" ->> 'takeOver' = 'agreed';
