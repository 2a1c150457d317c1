-- Taking over in a large shop: the labels ① go by bulk mutations, one part of the customers at a time.
ALTER TABLE "take_overs"
    ADD COLUMN "labelled" BIGINT,
    ADD COLUMN "part_end" BIGINT,
    ADD COLUMN "lines" JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN "mark" TEXT,
    ADD COLUMN "staged_path" TEXT,
    ADD COLUMN "operation" TEXT;
