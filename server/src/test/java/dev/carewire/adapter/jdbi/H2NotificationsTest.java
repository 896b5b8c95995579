package dev.carewire.adapter.jdbi;

class H2NotificationsTest extends NotificationsContract {
    H2NotificationsTest() {
        super(TestDatabases.H2);
    }
}
