package dev.carewire.adapter.jdbi;

class PostgresMessagingTest extends MessagingContract {
    PostgresMessagingTest() {
        super(TestDatabases.POSTGRES);
    }
}
