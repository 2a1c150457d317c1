-- Reviewers of before decided everything: they stay able to. Whoever was never granted anything is nobody now; who was made a viewer stays one.
UPDATE "staff_members" SET "role" = 'senior-reviewer' WHERE "role" = 'reviewer';
UPDATE "staff_members" SET "role" = 'nobody' WHERE "role" = 'viewer' AND "granted_by" IS NULL;
