/**
 * What class files say: their methods' instructions by byte code offset, and what the verifier knows before each of them.
 *
 * <p>A {@link io.jtp.classfile.ClassFileSource} finds the original class files of the target; {@link io.jtp.classfile.ClassFile} reads
 * one, {@link io.jtp.classfile.MethodCode} is one method in it. No class is ever loaded.
 */
package io.jtp.classfile;
