-- Which erasures this database has gone through; the list itself lies outside of it.
CREATE TABLE "tombstones" (
    "shop_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    CONSTRAINT "tombstones_pkey" PRIMARY KEY ("shop_id","id")
);
