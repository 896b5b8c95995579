package dev.carewire.adapter.jdbi;

class H2MessagingTest extends MessagingContract {
    H2MessagingTest() {
        super(TestDatabases.H2);
    }
}
