-- The audit log is sealed in batches: which seal covers a row, at which place, and the row's own mark.
ALTER TABLE "audit_log" ADD COLUMN "seal" BIGINT, ADD COLUMN "place" INTEGER, ADD COLUMN "mark" TEXT;

CREATE TABLE "audit_seals" (
    "shop_id" TEXT NOT NULL,
    "n" BIGINT NOT NULL,
    "rows" INTEGER NOT NULL,
    "total" BIGINT NOT NULL,
    "covers" TIMESTAMP(3) NOT NULL,
    "sealed_at" TIMESTAMP(3) NOT NULL,
    "prev" TEXT NOT NULL,
    "head" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "mac" TEXT NOT NULL,
    "copied_at" TIMESTAMP(3),
    "lost_at" TIMESTAMP(3),
    "lost_mac" TEXT,
    CONSTRAINT "audit_seals_pkey" PRIMARY KEY ("shop_id","n")
);

-- What waits for a seal is little; what was sealed is read seal by seal.
CREATE INDEX "audit_log_unsealed_idx" ON "audit_log"("shop_id", "id") WHERE "seal" IS NULL;
CREATE INDEX "audit_log_shop_id_seal_place_idx" ON "audit_log"("shop_id", "seal", "place");

-- The list on the screen asks for a member, a customer or an action, newest first.
DROP INDEX "audit_log_shop_id_subject_idx";
CREATE INDEX "audit_log_shop_id_subject_id_idx" ON "audit_log"("shop_id", "subject", "id");
CREATE INDEX "audit_log_shop_id_actor_id_id_idx" ON "audit_log"("shop_id", "actor_id", "id");
CREATE INDEX "audit_log_shop_id_action_id_idx" ON "audit_log"("shop_id", "action", "id");
