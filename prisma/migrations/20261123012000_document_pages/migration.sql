-- How many pages were drawn of a paper and are kept beside it.
ALTER TABLE "documents" ADD COLUMN "pages" INTEGER;
