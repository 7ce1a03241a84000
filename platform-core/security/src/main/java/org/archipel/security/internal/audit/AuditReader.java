package org.archipel.security.internal.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Json;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.internal.key.KeyRing;
import org.archipel.security.internal.store.AuditChainStore;
import org.archipel.security.internal.store.AuditChainStore.Head;
import org.archipel.security.internal.store.AuditChainStore.Link;
import org.archipel.security.internal.store.AuditStore;
import org.archipel.security.internal.store.AuditStore.ChainedRow;
import org.archipel.security.internal.store.AuditStore.Filter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads, checks and exports audit chains. The installation's own chain is for who manages organizations. */
@Component(service = AuditReader.class)
public final class AuditReader {
    private static final int BATCH = 500;

    private final UnitOfWork work;
    private final AuditLog audit;
    private final AuditChainer chainer;
    private final AuditVerifier verifier;
    private final ObjectWriter json;

    @Activate
    public AuditReader(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference AuditLog audit,
            @Reference AuditChainer chainer,
            @Reference AuditVerifier verifier) {
        this.work = work;
        this.audit = audit;
        this.chainer = chainer;
        this.verifier = verifier;
        ObjectMapper mapper = Json.newMapper();
        this.json = mapper.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** An export; it reads while it writes, a part in each transaction. */
    @FunctionalInterface
    public interface Export {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The newest entries first, those older than the given id. */
    public List<ChainedRow> list(
            Caller caller, boolean installation, Filter filter, Optional<String> olderThan, int limit) {
        String chain = chain(caller, installation);
        return work.call(transaction -> AuditStore.find(transaction, chain, filter, olderThan, limit));
    }

    public AuditVerification verify(Caller caller, boolean installation) {
        return verifier.verify(chain(caller, installation));
    }

    /** The chain as it is now, a line each entry; the export is audited itself. */
    public Export export(Caller caller, boolean installation, Function<ChainedRow, ?> view) {
        String chain = chain(caller, installation);
        work.run(transaction ->
                audit.record(transaction, caller, AuditLog.Entry.success("audit.export", "audit/" + chain, null)));
        chainer.drain();
        long last = work.call(transaction -> AuditChainStore.head(transaction, chain))
                .map(Head::position)
                .orElse(0L);
        return out -> write(chain, last, view, out);
    }

    private void write(String chain, long last, Function<ChainedRow, ?> view, OutputStream out) throws IOException {
        long position = 0;
        while (position < last) {
            long after = position;
            List<ChainedRow> rows =
                    work.call(transaction -> AuditStore.chained(transaction, chain, after, last, BATCH));
            if (rows.isEmpty()) {
                return;
            }
            for (ChainedRow row : rows) {
                json.writeValue(out, view.apply(row));
                out.write('\n');
                position = row.link().map(Link::position).orElseThrow();
            }
        }
    }

    private static String chain(Caller caller, boolean installation) {
        if (!installation) {
            return caller.organizationId();
        }
        if (!caller.may(ApiPermission.ORGANIZATIONS_MANAGE)) {
            throw new PlatformException(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "The audit log of the installation needs the permission "
                            + ApiPermission.ORGANIZATIONS_MANAGE.wireName() + ".");
        }
        return KeyRing.INSTALLATION;
    }
}
