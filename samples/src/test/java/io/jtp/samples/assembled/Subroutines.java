package io.jtp.samples.assembled;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** A finally block as compilers before Java 6 made it, by jsr and ret. */
final class Subroutines {

    private Subroutines() {}

    static byte[] assemble() {
        Assembly program = new Assembly("Subroutines", Opcodes.V1_5);
        outside(program.method("outside", 100));
        within(program.method("within", 200));
        return program.toBytes();
    }

    /** A method without any, in a class that has some. */
    private static void outside(Code code) {
        code.push("outside").moment().print("A").op(Opcodes.RETURN);
        code.end();
    }

    private static void within(Code code) {
        Label subroutine = new Label();
        code.push(1).local(Opcodes.ISTORE, 0).jump(Opcodes.JSR, subroutine).jump(Opcodes.JSR, subroutine);
        code.local(Opcodes.ILOAD, 0).print("I").op(Opcodes.RETURN);
        code.label(subroutine).local(Opcodes.ASTORE, 1).increment(0, 1);
        code.local(Opcodes.ILOAD, 0).momentWithInt().print("I").local(Opcodes.RET, 1);
        code.end();
    }
}
