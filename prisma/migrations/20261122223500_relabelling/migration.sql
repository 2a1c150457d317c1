-- A change of wording that goes by bulk mutations: one part of the customers at a time.
CREATE TABLE "kyc_relabellings" (
    "shop_id" TEXT NOT NULL,
    "changed_at" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'adding',
    "reached" BIGINT NOT NULL DEFAULT 0,
    "lines" JSONB NOT NULL DEFAULT '[]',
    "mark" TEXT,
    "built_at" TIMESTAMP(3),
    "staged_path" TEXT,
    "operation" TEXT,
    "counts" JSONB NOT NULL DEFAULT '{}',
    CONSTRAINT "kyc_relabellings_pkey" PRIMARY KEY ("shop_id")
);
