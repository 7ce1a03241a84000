package org.archipel.javascript.internal;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;

/** Offers {@link SpreadGuard} to the engine, which finds this as a service of the class path. */
@TruffleInstrument.Registration(id = SpreadGuard.ID, name = "Spread guard", services = SpreadGuard.Installed.class)
public final class SpreadGuardProvider extends TruffleInstrumentProvider {
    @Override
    protected String getInstrumentClassName() {
        return SpreadGuard.class.getName();
    }

    @Override
    protected Object create() {
        return new SpreadGuard();
    }

    @Override
    protected Collection<String> getServicesClassNames() {
        return List.of(SpreadGuard.Installed.class.getName());
    }
}
