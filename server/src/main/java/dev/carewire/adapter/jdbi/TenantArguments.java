package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** Binds a {@link TenantId} to text columns, so that statements accept it directly. */
final class TenantArguments extends AbstractArgumentFactory<TenantId> {

    TenantArguments() {
        super(Types.VARCHAR);
    }

    @Override
    protected Argument build(TenantId value, ConfigRegistry config) {
        return (position, statement, context) -> statement.setString(position, value.value());
    }
}
