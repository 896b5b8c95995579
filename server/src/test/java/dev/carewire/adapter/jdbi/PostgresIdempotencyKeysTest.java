package dev.carewire.adapter.jdbi;

class PostgresIdempotencyKeysTest extends IdempotencyKeysContract {
    PostgresIdempotencyKeysTest() {
        super(TestDatabases.POSTGRES);
    }
}
