package dev.kugetsu.adapters.hook;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Entries in a file that may say more.
final class MergedInstallation implements HookInstallation {

    /// How a text is changed; what is wrong with it is thrown as an [IllegalArgumentException].
    interface Editor {

        /// Puts our entries there, unless exactly these are there.
        ///
        /// @param text empty if there is no file
        String add(Optional<String> text, HookCommand command);

        /// Takes our entries out; empty if nothing is left but what [#add] had made of no file.
        Optional<String> remove(String text);

        /// Whether there is anything of ours.
        boolean isThere(String text);
    }

    private final String harness;
    private final UnaryOperator<Path> place;
    private final Reach reach;
    private final Editor editor;
    private final Optional<String> advice;

    private MergedInstallation(
            String harness, UnaryOperator<Path> place, Reach reach, Editor editor, Optional<String> advice) {
        this.harness = harness;
        this.place = place;
        this.reach = reach;
        this.editor = editor;
        this.advice = advice;
    }

    /// @param file within the repository
    static HookInstallation within(String harness, String file, Editor editor, Optional<String> advice) {
        return new MergedInstallation(
                harness, repository -> repository.resolve(file), Reach.WORKING_TREE, editor, advice);
    }

    /// @param file of the person, for all repositories
    static HookInstallation ofPerson(String harness, Path file, Editor editor, Optional<String> advice) {
        return new MergedInstallation(harness, repository -> file, Reach.PERSON, editor, advice);
    }

    @Override
    public String harness() {
        return harness;
    }

    @Override
    public Path file(Path repository) {
        return place.apply(repository);
    }

    @Override
    public Reach reach() {
        return reach;
    }

    @Override
    public Optional<String> advice() {
        return advice;
    }

    @Override
    public boolean install(Path repository, HookCommand command) throws HookFileException {
        return installing(repository, command).make();
    }

    @Override
    public boolean remove(Path repository) throws HookFileException {
        return removing(repository).make();
    }

    @Override
    public Optional<FileChange> foreseeInstall(Path repository, HookCommand command) throws HookFileException {
        return installing(repository, command).change();
    }

    @Override
    public Optional<FileChange> foreseeRemove(Path repository) throws HookFileException {
        return removing(repository).change();
    }

    private Edit installing(Path repository, HookCommand command) throws HookFileException {
        SettingsFile file = settings(repository);
        Optional<String> before = file.read();
        return new Edit(file, before, Optional.of(edited(file, () -> wanted(before, command))));
    }

    private Edit removing(Path repository) throws HookFileException {
        SettingsFile file = settings(repository);
        Optional<String> before = file.read();
        boolean isThere = before.isPresent() && edited(file, () -> editor.isThere(before.get()));
        return new Edit(file, before, isThere ? edited(file, () -> editor.remove(before.get())) : before);
    }

    /// What a file says, and what it is to say; empty stands for no file.
    private record Edit(SettingsFile file, Optional<String> before, Optional<String> after) {

        Optional<FileChange> change() {
            if (before.equals(after)) {
                return Optional.empty();
            }
            if (after.isEmpty()) {
                return Optional.of(FileChange.REMOVED);
            }
            return Optional.of(before.isEmpty() ? FileChange.MADE : FileChange.CHANGED);
        }

        boolean make() throws HookFileException {
            if (before.equals(after)) {
                return false;
            }
            if (after.isPresent()) {
                file.write(after.get());
            } else {
                file.delete();
            }
            return true;
        }
    }

    @Override
    public boolean isAlone(Path repository) throws HookFileException {
        SettingsFile file = settings(repository);
        Optional<String> text = file.read();
        return text.isPresent()
                && edited(
                        file,
                        () -> editor.isThere(text.get())
                                && editor.remove(text.get()).isEmpty());
    }

    @Override
    public State status(Path repository, HookCommand command) throws HookFileException {
        SettingsFile file = settings(repository);
        Optional<String> text = file.read();
        if (text.isEmpty() || !edited(file, () -> editor.isThere(text.get()))) {
            return State.ABSENT;
        }
        return text.get().equals(edited(file, () -> wanted(text, command))) ? State.INSTALLED : State.OUTDATED;
    }

    /// An older entry goes first, so that a new one takes its place.
    private String wanted(Optional<String> text, HookCommand command) {
        return editor.add(text.flatMap(there -> editor.isThere(there) ? editor.remove(there) : text), command);
    }

    private SettingsFile settings(Path repository) {
        return new SettingsFile(
                file(repository), reach == Reach.WORKING_TREE ? Optional.of(repository) : Optional.empty());
    }

    private static <T> T edited(SettingsFile file, Supplier<T> edit) throws HookFileException {
        try {
            return edit.get();
        } catch (IllegalArgumentException e) {
            throw new HookFileException(
                    file.path(), "cannot be changed: " + e.getMessage(), "mend it, or move it away, and try again", e);
        }
    }
}
