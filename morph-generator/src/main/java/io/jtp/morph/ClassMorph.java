package io.jtp.morph;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.MaskedCode;
import io.jtp.classfile.MethodCode;
import io.jtp.snapshot.Morphs.MorphClass;
import io.jtp.snapshot.Morphs.StandIn;
import io.jtp.snapshot.Morphs.WayBack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.pool.TypePool;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Makes the morph of one class; everything but the woven methods stays as it was. */
final class ClassMorph {

    /**
     * A method to be woven.
     *
     * @param number of the method in {@code Replay.entry}
     */
    record Entry(String method, String descriptor, int number, List<ResumePoint> points) {}

    private final int type;
    private final byte[] original;
    private final ClassFileSource classFiles;
    private final List<Entry> entries;
    private final LambdaSites.OfClass lambdas;

    ClassMorph(
            int type, byte[] original, ClassFileSource classFiles, List<Entry> entries, LambdaSites.OfClass lambdas) {
        this.type = type;
        this.original = original;
        this.classFiles = classFiles;
        this.entries = entries;
        this.lambdas = lambdas;
    }

    /**
     * Makes the class file.
     *
     * @param joinAnywhere the methods (name and descriptor) that must stay small, see {@link Copy}
     * @throws org.objectweb.asm.MethodTooLargeException if a method gets over 64 KiB
     * @throws org.objectweb.asm.ClassTooLargeException if there are too many constants
     */
    MorphClass make(Set<String> joinAnywhere) {
        ClassFile file = ClassFile.parse(original, classFiles);
        Map<String, MethodNode> woven = new HashMap<>();
        Map<Entry, MethodMorph.Woven> weaves = new LinkedHashMap<>();
        Map<Entry, byte[]> codes = new HashMap<>();
        for (Entry entry : entries) {
            MethodCode method = file.method(entry.method(), entry.descriptor()).orElseThrow();
            String key = entry.method() + entry.descriptor();
            MethodMorph morph = new MethodMorph(method, entry.number(), entry.points(), joinAnywhere.contains(key));
            codes.put(entry, method.code());
            MethodMorph.Woven weave = morph.weave();
            lambdas.numberCopies(method.node(), weave.originals());
            weaves.put(entry, weave);
            woven.put(key, method.node());
        }
        byte[] bytes = write(file, woven);
        ClassFile result = ClassFile.parse(bytes, classFiles);
        List<WayBack> wayBack = new ArrayList<>();
        weaves.forEach((entry, weave) -> wayBack.add(wayBack(
                result.method(entry.method(), entry.descriptor()).orElseThrow(),
                woven.get(entry.method() + entry.descriptor()),
                weave,
                codes.get(entry))));
        return new MorphClass(type, lambdas.numbered(bytes), wayBack);
    }

    private byte[] write(ClassFile file, Map<String, MethodNode> woven) {
        String name = file.name().replace('/', '.');
        ClassFileLocator locator = ClassFileLocator.Simple.of(name, original);
        TypePool types = TypePool.Default.of(locator);
        return new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(MethodGraph.Empty.INSTANCE)
                .decorate(types.describe(name).resolve(), locator)
                .visit(new Weaver(woven))
                .make(types)
                .getBytes();
    }

    private static WayBack wayBack(MethodCode result, MethodNode woven, MethodMorph.Woven weave, byte[] originalCode) {
        int[] morph = new int[weave.originals().size()];
        int[] original = new int[weave.originals().size()];
        List<StandIn> standIns = new ArrayList<>();
        int count = 0;
        int bci = 0;
        for (AbstractInsnNode each : woven.instructions) {
            if (each.getOpcode() < 0) {
                continue;
            }
            boolean isAsWoven = result.instructionAt(bci).getOpcode() == each.getOpcode();
            boolean wasStretched = !isAsWoven && each instanceof JumpInsnNode;
            if (!isAsWoven && !wasStretched) {
                throw new IllegalStateException(result + ": the morph is not what was woven at offset " + bci);
            }
            Integer offset = weave.originals().get(each);
            if (offset != null) {
                morph[count] = bci;
                original[count++] = offset;
            }
            Integer slot = weave.standIns().get(each);
            if (slot != null) {
                standIns.add(new StandIn(bci, slot));
            }
            // a conditional jump too long for 16 bits becomes the opposite jump over a goto_w
            bci = result.next(wasStretched ? result.next(bci) : bci);
        }
        return new WayBack(
                result.name(),
                result.descriptor(),
                Arrays.copyOf(morph, count),
                Arrays.copyOf(original, count),
                standIns,
                WayBack.digest(MaskedCode.of(result.code())),
                WayBack.digest(originalCode));
    }

    /** Puts woven methods in place of the originals. */
    private static final class Weaver extends AsmVisitorWrapper.AbstractBase {
        private final Map<String, MethodNode> woven;

        Weaver(Map<String, MethodNode> woven) {
            this.woven = woven;
        }

        @Override
        public ClassVisitor wrap(
                TypeDescription instrumentedType,
                ClassVisitor classVisitor,
                Implementation.Context context,
                TypePool typePool,
                FieldList<FieldDescription.InDefinedShape> fields,
                MethodList<?> methods,
                int writerFlags,
                int readerFlags) {
            return new ClassVisitor(Opcodes.ASM9, classVisitor) {
                @Override
                public MethodVisitor visitMethod(
                        int access, String name, String descriptor, String signature, String[] exceptions) {
                    MethodNode replacement = woven.get(name + descriptor);
                    if (replacement == null) {
                        return super.visitMethod(access, name, descriptor, signature, exceptions);
                    }
                    replacement.accept(cv);
                    return null;
                }
            };
        }
    }
}
