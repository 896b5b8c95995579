package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;

/** Rows of staff in a test's clinic. */
final class TestUsers {

    private TestUsers() {}

    static void add(Database database, TenantId tenant, String id, String firstName, String lastName) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        INSERT INTO users (tenant, id, first_name, last_name, roles)
                        VALUES (:tenant, :id, :firstName, :lastName, 'NURSE')
                        """)
                        .bind("tenant", tenant.value())
                        .bind("id", id)
                        .bind("firstName", firstName)
                        .bind("lastName", lastName)
                        .execute());
    }
}
