#include "format/step_text.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

namespace datanet::app {

using namespace Qt::StringLiterals;

QString StepText::of(const QString &step)
{
    struct Words
    {
        const char *core;
        const char *screen;
    };
    static const Words all[] = {
        {"Adding the accepted records", QT_TR_NOOP("Adding the accepted records")},
        {"Announcing the proof", QT_TR_NOOP("Announcing the proof")},
        {"Charging the payers", QT_TR_NOOP("Charging the payers")},
        {"Asking the datanet's inbox to pay the network fee",
         QT_TR_NOOP("Asking the datanet's inbox to pay the network fee")},
        {"Becoming its first member", QT_TR_NOOP("Making you its first member")},
        {"Checking", QT_TR_NOOP("Checking")},
        {"Checking every segment", QT_TR_NOOP("Checking every part")},
        {"Checking the contents", QT_TR_NOOP("Checking the contents")},
        {"Checking the contracts", QT_TR_NOOP("Checking the contracts")},
        {"Checking the files", QT_TR_NOOP("Checking the files")},
        {"Checking the model", QT_TR_NOOP("Checking the model")},
        {"Checking the records", QT_TR_NOOP("Checking the records")},
        {"Checking the signed manifest", QT_TR_NOOP("Checking the signed list of files")},
        {"Checking version %1 of %2", QT_TR_NOOP("Checking version %1 of %2")},
        {"Choosing parameters", QT_TR_NOOP("Choosing parameters")},
        {"Closed round %1", QT_TR_NOOP("Closed round %1")},
        {"Comparing", QT_TR_NOOP("Comparing")},
        {"Comparing versions", QT_TR_NOOP("Comparing versions")},
        {"Comparing with what is published", QT_TR_NOOP("Comparing with what is published")},
        {"Comparing with what the chain keeps", QT_TR_NOOP("Comparing with what the network keeps")},
        {"Computing round %1 anew", QT_TR_NOOP("Computing round %1 anew")},
        {"Computing the result", QT_TR_NOOP("Computing the result")},
        {"Computing the round anew", QT_TR_NOOP("Computing the round anew")},
        {"Declaring the contribution", QT_TR_NOOP("Declaring your contribution")},
        {"Decrypting", QT_TR_NOOP("Decrypting")},
        {"Delivering", QT_TR_NOOP("Delivering")},
        {"Deploying the contracts", QT_TR_NOOP("Putting the contracts in place")},
        {"Dividing fees", QT_TR_NOOP("Dividing fees")},
        {"Downloading", QT_TR_NOOP("Downloading")},
        {"Encrypting to the panel", QT_TR_NOOP("Encrypting to the panel")},
        {"Fetching records", QT_TR_NOOP("Fetching records")},
        {"Fetching the files of round %1", QT_TR_NOOP("Fetching the files of round %1")},
        {"Fetching the rules", QT_TR_NOOP("Fetching the rules")},
        {"Fetching the published versions", QT_TR_NOOP("Fetching the published versions")},
        {"Fetching versions", QT_TR_NOOP("Fetching versions")},
        {"Fetching what is published", QT_TR_NOOP("Fetching what is published")},
        {"Filling the working copy", QT_TR_NOOP("Setting up the records")},
        {"Flagging the answer", QT_TR_NOOP("Flagging the answer")},
        {"Following the contributions", QT_TR_NOOP("Reading what was sent to datanets")},
        {"Following the coins of round %1", QT_TR_NOOP("Following the coins of round %1")},
        {"Foretelling records that were left out", QT_TR_NOOP("Trying it on records that were left out")},
        {"Founding the datanet", QT_TR_NOOP("Making the datanet")},
        {"Indexing the published texts", QT_TR_NOOP("Indexing the published texts")},
        {"Looking at pictures and sounds", QT_TR_NOOP("Looking at pictures and sounds")},
        {"Looking at the file", QT_TR_NOOP("Looking at the file")},
        {"Looking for copies among its records", QT_TR_NOOP("Looking for copies among its records")},
        {"Looking for copies among them", QT_TR_NOOP("Looking for copies among them")},
        {"Looking what is published", QT_TR_NOOP("Looking what is published")},
        {"Making accounts for the programs", QT_TR_NOOP("Making accounts for the programs")},
        {"Making your practice account", QT_TR_NOOP("Making your practice account")},
        {"Merging", QT_TR_NOOP("Merging")},
        {"Moved the clock past the time for objections to round %1",
         QT_TR_NOOP("Moved the clock past the time for objections to round %1")},
        {"Opening the model", QT_TR_NOOP("Opening the model")},
        {"Keeping a copy of the reasons", QT_TR_NOOP("Keeping a copy of the reasons")},
        {"Looking for the copy of the vote", QT_TR_NOOP("Looking for the copy of the vote")},
        {"Opening the vote", QT_TR_NOOP("Opening the vote")},
        {"Packing", QT_TR_NOOP("Packing")},
        {"Paid round %1 out", QT_TR_NOOP("Paid round %1 out")},
        {"Preparing the first data set", QT_TR_NOOP("Preparing the first data set")},
        {"Proving the duplicates", QT_TR_NOOP("Proving the copies")},
        {"Proposed who earned what in round %1", QT_TR_NOOP("Proposed who earned what in round %1")},
        {"Proposing the result", QT_TR_NOOP("Proposing the result")},
        {"Opening version %1", QT_TR_NOOP("Opening version %1")},
        {"Publishing", QT_TR_NOOP("Publishing")},
        {"Publishing the rules", QT_TR_NOOP("Publishing the rules")},
        {"Putting it on the network", QT_TR_NOOP("Putting it on the network")},
        {"Reading", QT_TR_NOOP("Reading")},
        {"Reading records", QT_TR_NOOP("Reading records")},
        {"Reading texts", QT_TR_NOOP("Reading texts")},
        {"Reading the log", QT_TR_NOOP("Reading the log")},
        {"Reading the model's history", QT_TR_NOOP("Reading the model's history")},
        {"Reading what happened", QT_TR_NOOP("Reading what happened")},
        {"Reading who reviewed", QT_TR_NOOP("Reading who reviewed")},
        {"Registering priority", QT_TR_NOOP("Registering priority")},
        {"Registering the jurors", QT_TR_NOOP("Registering the jurors")},
        {"Registering the reviewers", QT_TR_NOOP("Registering the reviewers")},
        {"Registering the version", QT_TR_NOOP("Registering the version")},
        {"Saving the version", QT_TR_NOOP("Saving the version")},
        {"Sealing version %1", QT_TR_NOOP("Sealing version %1")},
        {"Sealing the vote", QT_TR_NOOP("Sealing the vote")},
        {"Sending", QT_TR_NOOP("Sending")},
        {"Sending it for review", QT_TR_NOOP("Sending it for review")},
        {"Sending the appeal", QT_TR_NOOP("Sending the appeal")},
        {"Sending the files", QT_TR_NOOP("Sending the files")},
        {"Sending the transaction", QT_TR_NOOP("Sending it to the network")},
        {"Showed what was demanded of round %1", QT_TR_NOOP("Showed what was demanded of round %1")},
        {"Showing what was asked for", QT_TR_NOOP("Showing what was asked for")},
        {"Signing", QT_TR_NOOP("Signing")},
        {"Sorting", QT_TR_NOOP("Sorting")},
        {"Sorting texts", QT_TR_NOOP("Sorting texts")},
        {"Starting", QT_TR_NOOP("Starting")},
        {"Starting the inbox", QT_TR_NOOP("Starting the inbox")},
        {"Starting the node", QT_TR_NOOP("Starting the node")},
        {"Tidying the repository", QT_TR_NOOP("Tidying up")},
        {"Tracing answers", QT_TR_NOOP("Tracing answers")},
        {"Tracing answers again", QT_TR_NOOP("Tracing answers again")},
        {"Tracing the answers", QT_TR_NOOP("Tracing the answers")},
        {"Training", QT_TR_NOOP("Training")},
        {"Unpacking", QT_TR_NOOP("Unpacking")},
        {"Uploading", QT_TR_NOOP("Uploading")},
        {"Searching", QT_TR_NOOP("Searching")},
        {"Uploading the reasons", QT_TR_NOOP("Uploading the reasons")},
        {"Verifying the version", QT_TR_NOOP("Checking the version")},
        {"Waiting for the next block", QT_TR_NOOP("Waiting for the network's next block")},
        {"Waiting for the network", QT_TR_NOOP("Waiting for the network")},
        {"Waiting for the other upload", QT_TR_NOOP("Waiting for the other upload")},
        {"Waiting for the panel", QT_TR_NOOP("Waiting for the panel")},
        {"Waiting for the reviewers", QT_TR_NOOP("Waiting for the reviewers")},
        {"Waiting for the server", QT_TR_NOOP("Waiting for the server")},
        {"Writing media files", QT_TR_NOOP("Writing media files")},
        {"Writing the files", QT_TR_NOOP("Writing the files")},
        {"Writing the records", QT_TR_NOOP("Writing the records")},
        {"Writing the version", QT_TR_NOOP("Writing the version")},
    };
    static const QHash<QString, const char *> screens = [] {
        QHash<QString, const char *> words;
        for (const Words &each : all)
            words.insert(QLatin1StringView(each.core), each.screen);
        return words;
    }();
    if (const char *words = screens.value(step))
        return tr(words);
    static const QRegularExpression number(u"[0-9]+"_s);
    QString pattern = step;
    QString text;
    QStringList numbers;
    for (auto match = number.match(pattern); match.hasMatch(); match = number.match(pattern)) {
        numbers.append(match.captured());
        text += QStringView(pattern).left(match.capturedStart()) + u'%' + QString::number(numbers.size());
        pattern.remove(0, match.capturedEnd());
    }
    if (const char *words = screens.value(text + pattern); words != nullptr && !numbers.isEmpty()) {
        QString said = tr(words);
        for (qsizetype at = 0; at < numbers.size(); ++at)
            said.replace(u'%' + QString::number(at + 1), numbers.at(at));
        return said;
    }
    static const QString reading = u"Reading "_s; // a file
    //: While a file is read; %1 is its name
    return step.startsWith(reading) ? tr("Reading %1").arg(step.mid(reading.size())) : step;
}

} // namespace datanet::app
