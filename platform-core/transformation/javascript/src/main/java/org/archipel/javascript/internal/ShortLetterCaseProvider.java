package org.archipel.javascript.internal;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;

/** Offers {@link ShortLetterCase} to the engine, which finds this as a service of the class path. */
@TruffleInstrument.Registration(
        id = ShortLetterCase.ID,
        name = "Short letter case",
        services = ShortLetterCase.Installed.class)
public final class ShortLetterCaseProvider extends TruffleInstrumentProvider {
    @Override
    protected String getInstrumentClassName() {
        return ShortLetterCase.class.getName();
    }

    @Override
    protected Object create() {
        return new ShortLetterCase();
    }

    @Override
    protected Collection<String> getServicesClassNames() {
        return List.of(ShortLetterCase.Installed.class.getName());
    }
}
