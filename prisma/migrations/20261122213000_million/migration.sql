-- What a million customers need: an index for each question that is asked often, and counts that are kept instead of counted.

-- The lists of app/kyc/views.ts, each in the order it is shown. The conditions are those of app/kyc/queue.server.ts, word for word:
-- a list whose words differ from its index is still right, but slow (queue-plans.db.test.ts).
CREATE INDEX "kyc_cases_waiting" ON "kyc_cases" ("shop_id", (coalesce("submitted_at", "opened_at")), "customer_id")
  WHERE not gone and not refused and (identity = 'submitted' or (party = 'corporation' and corporate = 'submitted')
    or (not verified and not frozen and identity = 'accepted' and (party = 'individual' or (party = 'corporation' and corporate = 'accepted'))));
CREATE INDEX "kyc_cases_returned" ON "kyc_cases" ("shop_id", (coalesce("decided_at", "changed_at")), "customer_id")
  WHERE not gone and not refused and (identity = 'returned' or (party = 'corporation' and corporate = 'returned'));
CREATE INDEX "kyc_cases_registered" ON "kyc_cases" ("shop_id", "opened_at", "customer_id")
  WHERE not gone and not refused and not verified and not frozen
    and not (identity = 'submitted' or (party = 'corporation' and corporate = 'submitted')
      or (not verified and not frozen and identity = 'accepted' and (party = 'individual' or (party = 'corporation' and corporate = 'accepted'))))
    and not (identity = 'returned' or (party = 'corporation' and corporate = 'returned'));
CREATE INDEX "kyc_cases_verified" ON "kyc_cases" ("shop_id", "changed_at", "customer_id") WHERE not gone and verified and not frozen;
CREATE INDEX "kyc_cases_frozen" ON "kyc_cases" ("shop_id", "changed_at", "customer_id") WHERE not gone and frozen;
CREATE INDEX "kyc_cases_refused" ON "kyc_cases" ("shop_id", "changed_at", "customer_id") WHERE not gone and refused;
CREATE INDEX "kyc_cases_all" ON "kyc_cases" ("shop_id", "changed_at", "customer_id") WHERE not gone;
DROP INDEX "kyc_cases_shop_id_changed_at_idx";
DROP INDEX "kyc_cases_shop_id_submitted_at_idx";

-- The watch: what is open, what was decided lately, what should have woken, and then everybody else who is not verified, in turns.
CREATE INDEX "kyc_cases_open" ON "kyc_cases" ("shop_id", "customer_id")
  WHERE not gone and (deny_pending or frozen or refused or identity in ('submitted', 'returned') or corporate in ('submitted', 'returned')
    or (not verified and (identity <> 'none' or corporate <> 'none')));
CREATE INDEX "kyc_cases_touched" ON "kyc_cases" ("shop_id", "changed_at") WHERE not gone and (decided_at is not null or changed_at > opened_at);
CREATE INDEX "kyc_cases_wake" ON "kyc_cases" ("shop_id", "wake_at") WHERE not gone and wake_at is not null;
CREATE INDEX "kyc_cases_unverified" ON "kyc_cases" ("shop_id", "customer_id") WHERE not gone and not verified;

-- Deliveries that are not settled, and those that will be forgotten: nearly all rows are settled, and nobody asks for them.
CREATE INDEX "inbox_open" ON "inbox" ("shop_id", "state", "received_at") WHERE state <> 'done';
CREATE INDEX "inbox_settled" ON "inbox" ("shop_id", "settled_at") WHERE state = 'done';
DROP INDEX "inbox_shop_id_state_received_at_idx";

CREATE INDEX "mails_unsent" ON "mails" ("shop_id", "state", "created_at") WHERE state <> 'sent';
CREATE INDEX "customer_tickets_ended" ON "customer_tickets" ("shop_id", "expires_at");
CREATE INDEX "customer_sessions_ended" ON "customer_sessions" ("shop_id", "expires_at");
CREATE INDEX "kyc_tasks_open" ON "kyc_tasks" ("shop_id", "opened_at", "id") WHERE closed_at is null;

-- How many cases stand how. Every change of cases adds rows with the difference it makes, so that nobody waits for anybody; a job adds
-- them up now and then. The sum over a shop is at any moment what counting its cases would give.
CREATE TABLE "kyc_tallies" (
    "shop_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "party" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "corporate" TEXT NOT NULL,
    "payout" BOOLEAN NOT NULL,
    "verified" BOOLEAN NOT NULL,
    "frozen" BOOLEAN NOT NULL,
    "refused" BOOLEAN NOT NULL,
    "cases" INTEGER NOT NULL,
    CONSTRAINT "kyc_tallies_pkey" PRIMARY KEY ("shop_id","id")
);

INSERT INTO "kyc_tallies" (shop_id, party, identity, corporate, payout, verified, frozen, refused, cases)
  SELECT shop_id, party, identity, corporate, payout, verified, frozen, refused, count(*) FROM kyc_cases WHERE NOT gone GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

CREATE FUNCTION kyc_tally_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kyc_tallies (shop_id, party, identity, corporate, payout, verified, frozen, refused, cases)
    SELECT shop_id, party, identity, corporate, payout, verified, frozen, refused, count(*) FROM added WHERE NOT gone GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  RETURN NULL;
END $$;

CREATE FUNCTION kyc_tally_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kyc_tallies (shop_id, party, identity, corporate, payout, verified, frozen, refused, cases)
    SELECT shop_id, party, identity, corporate, payout, verified, frozen, refused, -count(*) FROM removed WHERE NOT gone GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  RETURN NULL;
END $$;

CREATE FUNCTION kyc_tally_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kyc_tallies (shop_id, party, identity, corporate, payout, verified, frozen, refused, cases)
    SELECT shop_id, party, identity, corporate, payout, verified, frozen, refused, sum(cases) FROM (
      SELECT shop_id, party, identity, corporate, payout, verified, frozen, refused, 1 AS cases FROM added WHERE NOT gone
      UNION ALL
      SELECT shop_id, party, identity, corporate, payout, verified, frozen, refused, -1 FROM removed WHERE NOT gone
    ) AS difference GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(cases) <> 0;
  RETURN NULL;
END $$;

CREATE TRIGGER kyc_cases_added AFTER INSERT ON kyc_cases REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION kyc_tally_added();
CREATE TRIGGER kyc_cases_removed AFTER DELETE ON kyc_cases REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION kyc_tally_removed();
CREATE TRIGGER kyc_cases_changed AFTER UPDATE ON kyc_cases REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION kyc_tally_changed();

-- The search: keyed hashes of pieces of names and addresses, never the texts (docs/decisions/0010-search-by-keyed-pieces.md). The key is the
-- shop's, so a piece is one shop's only, and the index needs no shop_id.
CREATE TABLE "kyc_search" (
    "shop_id" TEXT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "pieces" INTEGER[] NOT NULL,
    CONSTRAINT "kyc_search_pkey" PRIMARY KEY ("shop_id","customer_id")
);
CREATE INDEX "kyc_search_pieces" ON "kyc_search" USING gin ("pieces");

-- Whom a comparison has met, a page a row: who is in no page, and has a case, is gone from the store.
CREATE TABLE "kyc_survey_pages" (
    "shop_id" TEXT NOT NULL,
    "survey_id" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "customers" BIGINT[] NOT NULL,
    CONSTRAINT "kyc_survey_pages_pkey" PRIMARY KEY ("shop_id","survey_id","position")
);

-- Where the sweep stands in what one reading by date cannot reach, and whose turn it is in the watch.
ALTER TABLE "shops" ADD COLUMN "sweep" JSONB;
ALTER TABLE "shops" ADD COLUMN "watched_until" BIGINT NOT NULL DEFAULT 0;
