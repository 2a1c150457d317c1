-- Keys that are changed while everybody works (docs/decisions: keys that change).
ALTER TABLE "shops" ADD COLUMN "key_number" INTEGER NOT NULL DEFAULT 1, ADD COLUMN "former_key" BYTEA, ADD COLUMN "key_since" TIMESTAMP(3);

CREATE TABLE "lookup_keys" (
    "shop_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    CONSTRAINT "lookup_keys_pkey" PRIMARY KEY ("shop_id","purpose")
);

-- The number of the key that sealed a value; null of what is no sealed value (app/platform/crypto.server.ts).
CREATE FUNCTION key_number_of(sealed bytea) RETURNS integer IMMUTABLE LANGUAGE sql AS $$
  SELECT CASE WHEN length(sealed) < 30 THEN NULL WHEN get_byte(sealed, 0) = 1 THEN 1
    WHEN get_byte(sealed, 0) = 2 THEN (get_byte(sealed, 1) << 24) + (get_byte(sealed, 2) << 16) + (get_byte(sealed, 3) << 8) + get_byte(sealed, 4) END
$$;

-- A process that was suspended between sealing and writing must not write what no key opens any more: nobody could ever read it. The lock holds
-- until the writer commits, so that a former key is let go only after everything sealed with it can be seen.
CREATE FUNCTION sealed_with_a_living_key() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  number integer;
BEGIN
  EXECUTE format('SELECT key_number_of(($1).%I)', TG_ARGV[0]) INTO number USING NEW;
  IF number IS NULL THEN RETURN NEW; END IF;
  PERFORM 1 FROM shops WHERE shop_id = NEW.shop_id
    AND (key_number = number OR (former_key IS NOT NULL AND key_number - 1 = number)) FOR KEY SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION 'sealed with a key that is gone'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "wrapped_key" ON "documents"
  FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('wrapped_key');
CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "sealed" ON "lookup_keys" FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('sealed');
CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "sealed" ON "kyc_events" FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('sealed');
CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "sealed" ON "kyc_profiles" FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('sealed');
CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "sealed" ON "kyc_watches" FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('sealed');
CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "sealed" ON "kyc_readings" FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('sealed');
CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "sealed" ON "kyc_legs" FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('sealed');
CREATE TRIGGER sealed_with_a_living_key BEFORE INSERT OR UPDATE OF "sealed" ON "held_records" FOR EACH ROW EXECUTE FUNCTION sealed_with_a_living_key('sealed');
