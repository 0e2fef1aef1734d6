#include "format/error_text.h"

namespace datanet::app {

QString ErrorSentences::sentence(const QString &words)
{
    return words.isEmpty() ? words : QString(words.at(0).toUpper() + words.mid(1));
}

QString ErrorSentences::hint(const QString &words)
{
    //: What to do after an error; %1 is a command as it is typed
    return words.startsWith(QLatin1StringView("datanet ")) ? tr("In a terminal: %1").arg(words) : sentence(words);
}

ErrorText ErrorSentences::of(const base::Error &error)
{
    const auto with = [&error](const QString &title, const QString &advice) {
        return ErrorText{title, sentence(error.what), error.hint.isEmpty() ? advice : hint(error.hint)};
    };
    switch (error.kind) {
    case base::ErrorKind::NotFound:
        //: Title of an error: a file, record or contribution is not there
        return with(tr("Not found"), tr("Nothing was changed. Check the name and try again."));
    case base::ErrorKind::Invalid:
        //: Title of an error: the input breaks a rule
        return with(tr("This can't be used as it is"), tr("Nothing was changed. Correct it and try again."));
    case base::ErrorKind::Conflict:
        //: Title of an error: another program holds the data set, or it changed in the meantime
        return with(tr("Somebody else is using it"), tr("Nothing was changed. Wait a moment and try again."));
    case base::ErrorKind::Corrupt:
        //: Title of an error: stored data is damaged
        return with(tr("Damaged data was found"), tr("It was not used. Fetch it again, or restore a saved version."));
    case base::ErrorKind::Denied:
        //: Title of an error: a passphrase, permission or contract says no
        return with(tr("Not allowed"), tr("Nothing was sent."));
    case base::ErrorKind::Network:
        //: Title of an error: a server could not be reached
        return with(tr("The network did not answer"), tr("Your work is safe on this computer. Try again later."));
    case base::ErrorKind::Io:
        //: Title of an error: reading or writing on the disk failed
        return with(tr("The disk did not do as asked"),
                    tr("What was saved before is safe. Check the disk and try again."));
    case base::ErrorKind::Unproven:
        //: Title of an error: a value could not be proven well enough
        return with(tr("Not checked well enough"), tr("Nothing was signed. Try again when more servers answer."));
    case base::ErrorKind::Cancelled:
        //: Title of a notice: the person stopped the work
        return with(tr("Stopped"), tr("What was done before is kept."));
    }
    return with(tr("Something failed"), {});
}

} // namespace datanet::app
