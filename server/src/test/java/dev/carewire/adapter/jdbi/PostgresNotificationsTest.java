package dev.carewire.adapter.jdbi;

class PostgresNotificationsTest extends NotificationsContract {
    PostgresNotificationsTest() {
        super(TestDatabases.POSTGRES);
    }
}
