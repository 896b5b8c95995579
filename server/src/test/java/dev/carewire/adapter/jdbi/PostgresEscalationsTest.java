package dev.carewire.adapter.jdbi;

class PostgresEscalationsTest extends EscalationsContract {
    PostgresEscalationsTest() {
        super(TestDatabases.POSTGRES);
    }
}
