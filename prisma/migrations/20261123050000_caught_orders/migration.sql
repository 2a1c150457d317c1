-- Orders of whoever was not to order, as the net after the checkout caught them (table C 13).
CREATE TABLE "caught_orders" (
    "shop_id" TEXT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "customer_id" BIGINT,
    "reason" TEXT NOT NULL,
    "caught_at" TIMESTAMP(3) NOT NULL,
    "tag" TEXT,
    "held" JSONB NOT NULL DEFAULT '[]',
    "held_at" TIMESTAMP(3),
    "trouble" TEXT,
    "wanted" TEXT,
    "why" TEXT,
    "wanted_by" BIGINT,
    "wanted_at" TIMESTAMP(3),
    "to_customer" BIGINT,
    "ended" TEXT,
    "ended_at" TIMESTAMP(3),
    CONSTRAINT "caught_orders_pkey" PRIMARY KEY ("shop_id","order_id")
);
CREATE INDEX "caught_orders_shop_id_customer_id_idx" ON "caught_orders"("shop_id", "customer_id");
CREATE INDEX "caught_orders_shop_id_to_customer_idx" ON "caught_orders"("shop_id", "to_customer");
