package dev.carewire.adapter.jdbi;

class PostgresRemindersTest extends RemindersContract {
    PostgresRemindersTest() {
        super(TestDatabases.POSTGRES);
    }
}
