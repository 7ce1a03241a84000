package org.archipel.transformation.internal.service;

import static org.archipel.transformation.internal.engine.Workshop.definition;
import static org.archipel.transformation.internal.engine.Workshop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.transformation.RuleType;
import org.archipel.transformation.TestCase.Expected;
import org.archipel.transformation.internal.engine.Workshop;
import org.archipel.transformation.internal.store.Status;
import org.archipel.transformation.internal.store.Transformation;
import org.archipel.transformation.internal.store.TransformationFilter;
import org.archipel.transformation.internal.store.TransformationStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class TransformationServiceTest {
    private static final String UPPER =
            "{'name':'Upper','type':'MAP','rules':[{'operation':'CONVERT','source':'/a','target':'/b',"
                    + "'parameters':{'functions':'upper'}}],'testCases':[{'name':'one','input':{'a':'x'},'expectedOutput':{'b':'%s'}}]}";
    private static final TransformationFilter ALL =
            new TransformationFilter(Optional.empty(), Optional.empty(), Optional.empty());

    private final List<String> audited = new ArrayList<>();
    private final Workshop workshop = new Workshop();
    private final Caller caller = caller();
    private LiveRuleSets live;
    private TransformationService service;

    @BeforeEach
    void build(TestDatabase database) {
        UnitOfWork work = database.unit("transformation", "org.archipel.transformation.internal.store");
        TransformationStore store = new TransformationStore(work);
        live = new LiveRuleSets(store, workshop.compiler);
        service = new TransformationService(work, store, workshop.compiler, live, new Audit());
    }

    @AfterEach
    void close() {
        live.close();
        workshop.close();
    }

    private final class Audit implements AuditLog {
        @Override
        public void record(Transaction transaction, Caller actor, Entry entry) {
            audited.add(entry.action());
        }
    }

    private static Caller caller() {
        return new Caller("user:ada", Ids.next(), "ada", EnumSet.allOf(ApiPermission.class), "127.0.0.1", "request");
    }

    @DatabaseTest
    void aRuleSetIsStoredAsItWasWritten() {
        var saved = service.create(caller, definition(String.format(UPPER, "X")));
        assertThat(saved.tests().passed()).isTrue();
        Transformation found = service.get(caller, saved.transformation().id());
        assertThat(found.definition()).isEqualTo(definition(String.format(UPPER, "X")));
        assertThat(found.status()).isEqualTo(Status.DRAFT);
        assertThat(service.list(caller, ALL, "", 10)).containsExactly(found);
        var maps = new TransformationFilter(Optional.of(RuleType.FILTER), Optional.empty(), Optional.empty());
        assertThat(service.list(caller, maps, "", 10)).isEmpty();
        var upper = new TransformationFilter(Optional.empty(), Optional.of(Status.DRAFT), Optional.of("PPE"));
        assertThat(service.list(caller, upper, "", 10)).containsExactly(found);
        assertThat(audited).containsExactly("transformation.create");
    }

    @DatabaseTest
    void aFailingCaseBlocksActivation() {
        var saved = service.create(caller, definition(String.format(UPPER, "Y")));
        String id = saved.transformation().id();
        assertThat(saved.tests().cases().get(0).difference()).isEqualTo("/b is \"X\", expected \"Y\"");
        assertThatThrownBy(() -> service.activate(caller, id))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/testCases/0"));
        assertThat(live.find(caller.organizationId(), id)).isEmpty();
        service.replace(caller, id, definition(String.format(UPPER, "X")), revision -> {});
        service.activate(caller, id);
        assertThat(live.find(caller.organizationId(), id)).isPresent();
        assertThatThrownBy(() -> service.replace(caller, id, definition(String.format(UPPER, "Y")), revision -> {}))
                .isInstanceOf(ValidationException.class);
    }

    @DatabaseTest
    void aChangeOfAnActiveRuleSetIsUsedAtOnce() {
        String id = service.create(caller, definition(String.format(UPPER, "X")))
                .transformation()
                .id();
        service.activate(caller, id);
        assertThat(apply(id)).isEqualTo("{\"b\":\"X\"}");
        service.replace(
                caller,
                id,
                definition("{'name':'n','type':'MAP','rules':[{'operation':'COPY','source':'/a','target':'/c'}]}"),
                revision -> {});
        assertThat(apply(id)).isEqualTo("{\"c\":\"x\"}");
        service.deactivate(caller, id);
        assertThat(live.find(caller.organizationId(), id)).isEmpty();
        service.activate(caller, id);
        assertThat(apply(id)).isEqualTo("{\"c\":\"x\"}");
        service.delete(caller, id, revision -> {});
        assertThat(live.find(caller.organizationId(), id)).isEmpty();
    }

    private String apply(String id) {
        return live.find(caller.organizationId(), id)
                .orElseThrow()
                .apply(json("{'a':'x'}"))
                .orThrow()
                .toString();
    }

    @DatabaseTest
    void anotherOrganizationSeesNothing() {
        String id = service.create(caller, definition(String.format(UPPER, "X")))
                .transformation()
                .id();
        service.activate(caller, id);
        Caller stranger = caller();
        assertThatThrownBy(() -> service.get(stranger, id)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> service.activate(stranger, id)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> service.delete(stranger, id, revision -> {})).isInstanceOf(NotFoundException.class);
        assertThat(service.list(stranger, ALL, "", 10)).isEmpty();
        assertThat(live.find(stranger.organizationId(), id)).isEmpty();
        assertThat(live.find(caller.organizationId(), id)).isPresent();
    }

    @DatabaseTest
    void aStaleChangeIsRefused() {
        var first =
                service.create(caller, definition(String.format(UPPER, "X"))).transformation();
        var second = service.replace(caller, first.id(), definition(String.format(UPPER, "X")), revision -> {})
                .transformation();
        assertThat(second.revision()).isGreaterThan(first.revision());
        assertThatThrownBy(() -> service.replace(caller, first.id(), second.definition(), revision -> {
                    if (revision != first.revision()) {
                        throw new ConflictException("stale");
                    }
                }))
                .isInstanceOf(ConflictException.class);
    }

    @DatabaseTest
    void casesMayExpectThatNothingComesThrough() {
        TestReport report = service.test(
                caller,
                definition("{'name':'f','type':'FILTER','rules':[{'operation':'EXISTS','source':'/a'}],'testCases':["
                        + "{'name':'in','input':{'a':1},'expectedOutput':{'a':1.0}},"
                        + "{'name':'out','input':{},'expectedOutcome':'FILTERED'},"
                        + "{'name':'wrong','input':{},'expectedOutput':{}}]}"));
        assertThat(report.passed()).isFalse();
        assertThat(report.cases()).extracting(TestReport.CaseResult::passed).containsExactly(true, true, false);
    }

    @DatabaseTest
    void aPreviewNeedsNothingStored() {
        Preview preview = service.preview(caller, definition(String.format(UPPER, "X")), json("{'a':'q'}"));
        assertThat(preview.outcome()).isEqualTo(Expected.TRANSFORMED);
        assertThat(preview.output().toString()).isEqualTo("{\"b\":\"Q\"}");
        assertThat(preview.steps()).hasSize(1);
        assertThat(service.list(caller, ALL, "", 10)).isEmpty();
    }
}
