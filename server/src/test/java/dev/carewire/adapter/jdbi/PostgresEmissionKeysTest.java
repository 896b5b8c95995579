package dev.carewire.adapter.jdbi;

class PostgresEmissionKeysTest extends EmissionKeysContract {
    PostgresEmissionKeysTest() {
        super(TestDatabases.POSTGRES);
    }
}
