package dev.carewire.adapter.jdbi;

class PostgresVitalsTest extends VitalsContract {
    PostgresVitalsTest() {
        super(TestDatabases.POSTGRES);
    }
}
