package io.jtp.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.MethodCode;
import io.jtp.samples.harness.Sample;
import io.jtp.samples.harness.Samples;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The samples between them are made of every instruction that a class file can have. */
class InstructionsTest {

    /** JVMS 7, from 0. */
    private static final List<String> MNEMONICS = List.of(
            ("nop aconst_null iconst_m1 iconst_0 iconst_1 iconst_2 iconst_3 iconst_4 iconst_5 lconst_0 lconst_1 fconst_0 fconst_1"
                            + " fconst_2 dconst_0 dconst_1 bipush sipush ldc ldc_w ldc2_w iload lload fload dload aload iload_0 iload_1"
                            + " iload_2 iload_3 lload_0 lload_1 lload_2 lload_3 fload_0 fload_1 fload_2 fload_3 dload_0 dload_1 dload_2"
                            + " dload_3 aload_0 aload_1 aload_2 aload_3 iaload laload faload daload aaload baload caload saload istore"
                            + " lstore fstore dstore astore istore_0 istore_1 istore_2 istore_3 lstore_0 lstore_1 lstore_2 lstore_3"
                            + " fstore_0 fstore_1 fstore_2 fstore_3 dstore_0 dstore_1 dstore_2 dstore_3 astore_0 astore_1 astore_2"
                            + " astore_3 iastore lastore fastore dastore aastore bastore castore sastore pop pop2 dup dup_x1 dup_x2 dup2"
                            + " dup2_x1 dup2_x2 swap iadd ladd fadd dadd isub lsub fsub dsub imul lmul fmul dmul idiv ldiv fdiv ddiv irem"
                            + " lrem frem drem ineg lneg fneg dneg ishl lshl ishr lshr iushr lushr iand land ior lor ixor lxor iinc i2l"
                            + " i2f i2d l2i l2f l2d f2i f2l f2d d2i d2l d2f i2b i2c i2s lcmp fcmpl fcmpg dcmpl dcmpg ifeq ifne iflt ifge"
                            + " ifgt ifle if_icmpeq if_icmpne if_icmplt if_icmpge if_icmpgt if_icmple if_acmpeq if_acmpne goto jsr ret"
                            + " tableswitch lookupswitch ireturn lreturn freturn dreturn areturn return getstatic putstatic getfield"
                            + " putfield invokevirtual invokespecial invokestatic invokeinterface invokedynamic new newarray anewarray"
                            + " arraylength athrow checkcast instanceof monitorenter monitorexit wide multianewarray ifnull ifnonnull"
                            + " goto_w jsr_w")
                    .split(" "));

    private static final int WIDE = 196;

    private static final Set<String> WIDENED = Set.of(
            "iload", "lload", "fload", "dload", "aload", "istore", "lstore", "fstore", "dstore", "astore", "iinc",
            "ret");

    /** What samples may be without, and why. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "jsr", "methods with subroutines, which javac stopped making in Java 6, are refused",
            "jsr_w", "the same",
            "ret", "the same",
            "wide ret", "the same");

    @Test
    void every_instruction_is_in_some_sample() throws IOException {
        Set<Path> places = new TreeSet<>();
        for (Sample sample : Samples.all()) {
            for (String entry : sample.classPath().split(File.pathSeparator)) {
                places.add(Path.of(entry));
            }
        }
        Set<String> found = new TreeSet<>();
        for (Path place : places) {
            // a jar is a library, not ours
            if (Files.isDirectory(place)) {
                addInstructionsOfAll(place, found);
            }
        }
        Set<String> missing = new TreeSet<>(MNEMONICS);
        WIDENED.forEach(mnemonic -> missing.add("wide " + mnemonic));
        missing.removeAll(found);
        assertThat(LEFT_OUT.keySet()).containsAll(missing);
    }

    private static void addInstructionsOfAll(Path directory, Set<String> found) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                addInstructions(file, found);
            }
        }
    }

    private static void addInstructions(Path file, Set<String> found) throws IOException {
        ClassFile classFile = ClassFile.parse(Files.readAllBytes(file), (name, loader) -> Optional.empty());
        classFile.node().methods.stream()
                .flatMap(method -> classFile.method(method.name, method.desc).stream())
                .forEach(method -> addInstructions(method, found));
    }

    private static void addInstructions(MethodCode method, Set<String> found) {
        byte[] code = method.code();
        for (int bci = 0; bci < code.length; bci++) {
            if (method.isInstruction(bci)) {
                String mnemonic = MNEMONICS.get(code[bci] & 0xff);
                found.add(mnemonic);
                if ((code[bci] & 0xff) == WIDE) {
                    found.add("wide " + MNEMONICS.get(code[bci + 1] & 0xff));
                }
            }
        }
    }
}
