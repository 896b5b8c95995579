package dev.carewire.adapter.jdbi;

class PostgresRestraintTest extends RestraintContract {
    PostgresRestraintTest() {
        super(TestDatabases.POSTGRES);
    }
}
