-- Shopify's bucket of points, shared by all processes. Unlogged: it changes with every question to Shopify, and what a crash forgets, the next answer tells.
CREATE UNLOGGED TABLE "shop_budgets" (
    "shop_id" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    CONSTRAINT "shop_budgets_pkey" PRIMARY KEY ("shop_id")
);
