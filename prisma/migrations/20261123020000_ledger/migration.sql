-- The ledger of second-hand trade (D06, table C 16).
ALTER TABLE "shops" ADD COLUMN "orders_seen_until" TIMESTAMP(3);

CREATE TABLE "ledger_entries" (
    "shop_id" TEXT NOT NULL,
    "number" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "order_name" TEXT NOT NULL,
    "line_id" BIGINT NOT NULL,
    "step" INTEGER NOT NULL,
    "corrects" BIGINT,
    "traded_on" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "price" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "customer_id" BIGINT,
    "verified" BOOLEAN NOT NULL,
    "method" TEXT,
    "sealed" BYTEA NOT NULL,
    "recorded_at" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("shop_id","number")
);
CREATE UNIQUE INDEX "ledger_entries_shop_id_order_id_line_id_step_key" ON "ledger_entries"("shop_id", "order_id", "line_id", "step");
CREATE INDEX "ledger_entries_shop_id_traded_on_number_idx" ON "ledger_entries"("shop_id", "traded_on", "number");
CREATE INDEX "ledger_entries_shop_id_customer_id_traded_on_number_idx" ON "ledger_entries"("shop_id", "customer_id", "traded_on", "number");
CREATE INDEX "ledger_entries_shop_id_recorded_at_idx" ON "ledger_entries"("shop_id", "recorded_at");

CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "sealed" ON "ledger_entries" FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('sealed');

-- What stands in the ledger stands: a mistake is put right by a further row. A change of the shop's key seals the same words anew, and a row whose
-- time is over goes when the transaction says that this is what it does (app/ledger/keeping.server.ts).
CREATE FUNCTION ledger_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('sekisho.ledger', true) IS DISTINCT FROM 'ending' THEN RAISE EXCEPTION 'a row of the ledger is never deleted'; END IF;
    RETURN OLD;
  END IF;
  IF to_jsonb(NEW) - 'sealed' IS DISTINCT FROM to_jsonb(OLD) - 'sealed' THEN RAISE EXCEPTION 'a row of the ledger is never changed'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_stands BEFORE UPDATE OR DELETE ON "ledger_entries" FOR EACH ROW EXECUTE FUNCTION ledger_stands();
