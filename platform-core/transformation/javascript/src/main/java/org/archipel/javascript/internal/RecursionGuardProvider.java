package org.archipel.javascript.internal;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;

/** Offers {@link RecursionGuard} to the engine, which finds this as a service of the class path. */
@TruffleInstrument.Registration(
        id = RecursionGuard.ID,
        name = "Recursion guard",
        services = RecursionGuard.Installed.class)
public final class RecursionGuardProvider extends TruffleInstrumentProvider {
    @Override
    protected String getInstrumentClassName() {
        return RecursionGuard.class.getName();
    }

    @Override
    protected Object create() {
        return new RecursionGuard();
    }

    @Override
    protected Collection<String> getServicesClassNames() {
        return List.of(RecursionGuard.Installed.class.getName());
    }
}
