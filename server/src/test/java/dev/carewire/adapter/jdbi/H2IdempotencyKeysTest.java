package dev.carewire.adapter.jdbi;

class H2IdempotencyKeysTest extends IdempotencyKeysContract {
    H2IdempotencyKeysTest() {
        super(TestDatabases.H2);
    }
}
