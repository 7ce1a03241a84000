package org.archipel.attacks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.example.attacks.AddressAttacks;
import org.example.attacks.Attack;
import org.example.attacks.BackDoorAttacks;
import org.example.attacks.BoundaryAttacks;
import org.example.attacks.CombinedAttacks;
import org.example.attacks.CombinedNodeAttacks;
import org.example.attacks.ConsoleAttacks;
import org.example.attacks.CrossingAttacks;
import org.example.attacks.DeputyAttacks;
import org.example.attacks.EmptyMatchAttacks;
import org.example.attacks.EndlessAttacks;
import org.example.attacks.FileAttacks;
import org.example.attacks.FirstUseAttacks;
import org.example.attacks.FormatAttacks;
import org.example.attacks.FunctionChainAttacks;
import org.example.attacks.GlobalAttacks;
import org.example.attacks.Harmless;
import org.example.attacks.HugePieceAttacks;
import org.example.attacks.HugeStreamAttacks;
import org.example.attacks.JsonAttacks;
import org.example.attacks.KeptAttacks;
import org.example.attacks.KeyAttacks;
import org.example.attacks.LargeKeyAttacks;
import org.example.attacks.LargePieceAttacks;
import org.example.attacks.LargeValueAttacks;
import org.example.attacks.LastingAttacks;
import org.example.attacks.LeakedOsgiAttacks;
import org.example.attacks.LoaderAttacks;
import org.example.attacks.LoadingAttacks;
import org.example.attacks.LoggerAttacks;
import org.example.attacks.NamedClassAttacks;
import org.example.attacks.NetworkAttacks;
import org.example.attacks.OneCallAttacks;
import org.example.attacks.OnePieceAttacks;
import org.example.attacks.OperandAttacks;
import org.example.attacks.OrdinaryCode;
import org.example.attacks.OrdinaryUses;
import org.example.attacks.OsgiAttacks;
import org.example.attacks.PlatformThreadAttacks;
import org.example.attacks.PrivilegeAttacks;
import org.example.attacks.ProcessAttacks;
import org.example.attacks.ProductAttacks;
import org.example.attacks.ReflectionAttacks;
import org.example.attacks.RequestAttacks;
import org.example.attacks.RestAttacks;
import org.example.attacks.RunawayAttacks;
import org.example.attacks.ServiceAttacks;
import org.example.attacks.SharedJsonAttacks;
import org.example.attacks.SlowFormAttacks;
import org.example.attacks.SlowPieceAttacks;
import org.example.attacks.StackEndAttacks;
import org.example.attacks.StreamClassAttacks;
import org.example.attacks.TextFileAttacks;
import org.example.attacks.TextPieceAttacks;
import org.example.attacks.ThreadAttacks;
import org.example.attacks.UncountedAttacks;
import org.example.attacks.UnfoldingAttacks;
import org.example.attacks.UnweighedAttacks;
import org.example.attacks.WaitingAttacks;
import org.example.attacks.WiderTypeAttacks;

/** All cases, by number. */
public final class AttackCatalogue {
    private static final List<Class<?>> GROUPS = List.of(
            FileAttacks.class,
            NetworkAttacks.class,
            ProcessAttacks.class,
            ReflectionAttacks.class,
            NamedClassAttacks.class,
            PrivilegeAttacks.class,
            GlobalAttacks.class,
            OsgiAttacks.class,
            LeakedOsgiAttacks.class,
            LoadingAttacks.class,
            RunawayAttacks.class,
            WaitingAttacks.class,
            FirstUseAttacks.class,
            OrdinaryCode.class,
            ManifestAttacks.class,
            BackDoorAttacks.class,
            ThreadAttacks.class,
            UnfoldingAttacks.class,
            JsonAttacks.class,
            LastingAttacks.class,
            EndlessAttacks.class,
            LargeKeyAttacks.class,
            CombinedAttacks.class,
            CombinedNodeAttacks.class,
            FunctionChainAttacks.class,
            SlowPieceAttacks.class,
            OperandAttacks.class,
            StackEndAttacks.class,
            DeputyAttacks.class,
            BoundaryAttacks.class,
            PlatformThreadAttacks.class,
            ServiceAttacks.class,
            UnweighedAttacks.class,
            HugePieceAttacks.class,
            HugeStreamAttacks.class,
            SlowFormAttacks.class,
            KeyAttacks.class,
            OrdinaryUses.class,
            RestAttacks.class,
            RequestAttacks.class,
            DynamicCallAttacks.class,
            HandmadeCallAttacks.class,
            ExceptionTableAttacks.class,
            ClassShapeAttacks.class,
            ContentAttacks.class,
            ArchiveAttacks.class,
            ManyPartsAttacks.class,
            PlatformDataAttacks.class,
            AddressAttacks.class,
            EmptyMatchAttacks.class,
            OneCallAttacks.class,
            OnePieceAttacks.class,
            UncountedAttacks.class,
            FormatAttacks.class,
            LoggerAttacks.class,
            StreamClassAttacks.class,
            LargePieceAttacks.class,
            StretchAttacks.class,
            LoopAttacks.class,
            InterfaceTypeAttacks.class,
            LoaderAttacks.class,
            TextFileAttacks.class,
            DeclarationAttacks.class,
            SignatureAttacks.class,
            SharedJsonAttacks.class,
            TextPieceAttacks.class,
            KeptAttacks.class,
            ProductAttacks.class,
            WiderTypeAttacks.class,
            CrossingAttacks.class,
            ConsoleAttacks.class,
            LargeValueAttacks.class,
            LaterJavaAttacks.class,
            LifecycleAttacks.class,
            LibraryUses.class);

    private AttackCatalogue() {}

    public static List<AttackCase> cases() {
        Map<Integer, List<Class<?>>> byNumber = new TreeMap<>();
        for (Class<?> group : GROUPS) {
            for (Class<?> member : group.getDeclaredClasses()) {
                Attack attack = member.getAnnotation(Attack.class);
                if (attack != null) {
                    byNumber.computeIfAbsent(attack.number(), number -> new ArrayList<>())
                            .add(member);
                }
            }
        }
        List<AttackCase> cases = new ArrayList<>();
        byNumber.forEach((number, forms) -> cases.addAll(number(number, forms)));
        return cases;
    }

    private static List<AttackCase> number(int number, List<Class<?>> forms) {
        String label = "%03d".formatted(number);
        if (forms.size() == 1) {
            return List.of(AttackCase.of(label, forms.get(0)));
        }
        // The order in which reflection lists classes is nobody's promise.
        forms.sort(Comparator.comparing(type -> type.getAnnotation(Attack.class).title()));
        List<AttackCase> cases = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            cases.add(AttackCase.of(label + (char) ('a' + i), forms.get(i)));
        }
        return cases;
    }

    /** An extension that does no harm, to see that the platform still serves others. */
    public static AttackPackage neighbour() {
        return AttackPackage.of("org.example.attacks.neighbour", Harmless.class);
    }
}
