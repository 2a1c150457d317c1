-- Whether a customer was erased is asked by every door.
CREATE INDEX "compliance_records_shop_id_customer_id_idx" ON "compliance_records"("shop_id", "customer_id");
