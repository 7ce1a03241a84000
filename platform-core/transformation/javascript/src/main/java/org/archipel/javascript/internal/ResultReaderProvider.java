package org.archipel.javascript.internal;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;

/** Offers {@link ResultReader} to the engine, which finds this as a service of the class path. */
@TruffleInstrument.Registration(
        id = ResultReader.ID,
        name = "Reader of results",
        services = ResultReader.Installed.class)
public final class ResultReaderProvider extends TruffleInstrumentProvider {
    @Override
    protected String getInstrumentClassName() {
        return ResultReader.class.getName();
    }

    @Override
    protected Object create() {
        return new ResultReader();
    }

    @Override
    protected Collection<String> getServicesClassNames() {
        return List.of(ResultReader.Installed.class.getName());
    }
}
