package io.jtp.samples.assembled;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Locks that are not nested like synchronized blocks. Each is released in the end, or the JVM would throw. */
final class OddLocks {

    private static final String EXCEPTION = "java/lang/IllegalStateException";

    private OddLocks() {}

    static byte[] assemble() {
        Assembly program = new Assembly("OddLocks", Opcodes.V17);
        crossed(program.method("crossed", 100));
        counted(program.method("counted", 200));
        releasedByHandler(program.method("releasedByHandler", 300));
        return program.toBytes();
    }

    /** Locked first, released first; the place of a lock that was released is taken by another one. */
    private static void crossed(Code code) {
        for (int slot = 0; slot < 3; slot++) {
            newObject(code, slot);
        }
        code.local(Opcodes.ALOAD, 0)
                .op(Opcodes.MONITORENTER)
                .local(Opcodes.ALOAD, 1)
                .op(Opcodes.MONITORENTER);
        code.moment();
        code.local(Opcodes.ALOAD, 0).op(Opcodes.MONITOREXIT).moment();
        code.local(Opcodes.ALOAD, 2).op(Opcodes.MONITORENTER).moment();
        held(code, 0);
        held(code, 1);
        held(code, 2);
        code.local(Opcodes.ALOAD, 1).op(Opcodes.MONITOREXIT).moment();
        held(code, 1);
        held(code, 2);
        code.local(Opcodes.ALOAD, 2).op(Opcodes.MONITOREXIT).op(Opcodes.RETURN);
        code.end();
    }

    /** One instruction locks an object several times, in a loop, and another loop releases it; the object is nowhere else but there. */
    private static void counted(Code code) {
        Label enter = new Label();
        Label leave = new Label();
        newObject(code, 0);
        code.push(3).local(Opcodes.ISTORE, 1);
        code.label(enter).local(Opcodes.ALOAD, 0).op(Opcodes.MONITORENTER).moment();
        code.increment(1, -1).local(Opcodes.ILOAD, 1).jump(Opcodes.IFGT, enter);
        code.push(3).local(Opcodes.ISTORE, 1);
        code.label(leave).local(Opcodes.ALOAD, 0).op(Opcodes.MONITOREXIT);
        held(code, 0);
        code.increment(1, -1).local(Opcodes.ILOAD, 1).jump(Opcodes.IFGT, leave).op(Opcodes.RETURN);
        code.end();
    }

    /** Two locks, a call that throws, and a handler that releases them in the wrong order, and goes on in the middle. */
    private static void releasedByHandler(Code code) {
        Label begin = new Label();
        Label end = new Label();
        Label handler = new Label();
        newObject(code, 0);
        newObject(code, 1);
        code.handler(begin, end, handler, EXCEPTION);
        code.local(Opcodes.ALOAD, 0).op(Opcodes.MONITORENTER);
        code.label(begin).local(Opcodes.ALOAD, 1).op(Opcodes.MONITORENTER);
        code.push("in the lock").call("io/jtp/samples/assembled/Tell", "fail", "(Ljava/lang/String;)V");
        code.label(end).op(Opcodes.RETURN);
        code.label(handler)
                .moment()
                .callVirtual(EXCEPTION, "getMessage", "()Ljava/lang/String;")
                .print("A");
        code.local(Opcodes.ALOAD, 0).op(Opcodes.MONITOREXIT).moment();
        held(code, 0);
        held(code, 1);
        code.local(Opcodes.ALOAD, 1).op(Opcodes.MONITOREXIT).op(Opcodes.RETURN);
        code.end();
    }

    private static void newObject(Code code, int slot) {
        code.type(Opcodes.NEW, "java/lang/Object").op(Opcodes.DUP).construct("java/lang/Object", "()V");
        code.local(Opcodes.ASTORE, slot);
    }

    private static void held(Code code, int slot) {
        code.local(Opcodes.ALOAD, slot)
                .call("java/lang/Thread", "holdsLock", "(Ljava/lang/Object;)Z")
                .print("I");
    }
}
