#include "format/media_finding_text.h"

#include <QLocale>

#include <map>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

// "1.25 %" of a number of ten thousandths.
QString percentOf(int tenThousandths)
{
    return QLocale().toString(tenThousandths / 100.0, 'f', tenThousandths % 100 == 0 ? 0 : 2);
}

QString secondsOf(double milliseconds)
{
    return QLocale().toString(milliseconds / 1000, 'f', milliseconds < 10'000 ? 2 : 0);
}

} // namespace

QString MediaFindingText::title(const QString &rule)
{
    //: Headings of findings, one per check
    static const std::map<QString, const char *> titles{
        {u"missing-media"_s, QT_TR_NOOP("Picture or sound that is not there")},
        {u"damaged-media"_s, QT_TR_NOOP("Damaged picture or sound")},
        {u"unseen-media"_s, QT_TR_NOOP("Picture or sound too large for the checks")},
        {u"media-facts"_s, QT_TR_NOOP("Facts that the file contradicts")},
        {u"blank-picture"_s, QT_TR_NOOP("Nothing on the picture")},
        {u"blurred-picture"_s, QT_TR_NOOP("Blurred picture")},
        {u"similar-picture"_s, QT_TR_NOOP("Almost the same picture as another")},
        {u"picture-place"_s, QT_TR_NOOP("Place written into the picture")},
        {u"picture-owner"_s, QT_TR_NOOP("Owner or camera written into the picture")},
        {u"silence"_s, QT_TR_NOOP("Silence")},
        {u"clipping"_s, QT_TR_NOOP("Sound that is cut off at its loudest")},
        {u"duration"_s, QT_TR_NOOP("Too short or too long a sound")},
    };
    const auto found = titles.find(rule);
    return found == titles.end() ? QString() : tr(found->second);
}

QString MediaFindingText::sentence(const curation::Finding &finding)
{
    const QString &rule = finding.rule;
    const int value = finding.parameters.value("value"_L1).toInt();
    const int expected = finding.parameters.value("expected"_L1).toInt();
    if (rule == u"missing-media"_s)
        return tr("The file is not kept with the data");
    if (rule == u"damaged-media"_s)
        return tr("The file cannot be decoded");
    if (rule == u"unseen-media"_s)
        return tr("Too large to be looked at here");
    if (rule == u"media-facts"_s)
        return tr("%1 says %2; the file has %3")
            .arg(finding.field, finding.parameters.value("value"_L1).toString(),
                 finding.parameters.value("expected"_L1).toVariant().toString());
    if (rule == u"blank-picture"_s)
        return tr("It has nearly the same brightness everywhere");
    if (rule == u"blurred-picture"_s)
        return tr("Sharpness %1 of at least %2").arg(QString::number(value), QString::number(expected));
    if (rule == u"similar-picture"_s && finding.evidence)
        return tr("%1 % alike another picture here. The limit is %2 %.")
            .arg(finding.evidence->similarity.percent())
            .arg(finding.evidence->limit.percent());
    if (rule == u"picture-place"_s)
        return tr("The file says where the picture was taken");
    if (rule == u"picture-owner"_s)
        return tr("The file says whose camera it was, or which");
    if (rule == u"silence"_s)
        return tr("%1 % of it is quieter than %2 dB below full scale")
            .arg(value)
            .arg(finding.parameters.value("decibels"_L1).toInt());
    if (rule == u"clipping"_s)
        return tr("%1 % of the samples are at full scale").arg(percentOf(value));
    if (rule == u"duration"_s)
        return value < expected
            ? tr("It lasts %1 seconds; at least %2 are asked for").arg(secondsOf(value), secondsOf(expected))
            : tr("It lasts %1 seconds; at most %2 are asked for").arg(secondsOf(value), secondsOf(expected));
    return {};
}

QString MediaFindingText::mend(const QString &rule)
{
    if (rule == u"picture-place"_s)
        //: Button: takes the place where a picture was taken out of its file
        return tr("Remove the place");
    if (rule == u"picture-owner"_s)
        //: Button: takes the camera's owner and serial numbers out of a picture's file
        return tr("Remove owner and camera");
    if (rule == u"media-facts"_s)
        //: Button: what the file says takes the place of what the record says
        return tr("Put them right");
    return {};
}

QString MediaFindingText::mendEffect(const QString &rule)
{
    if (rule == u"picture-place"_s || rule == u"picture-owner"_s)
        //: Beside a button that removes personal facts from a picture's file
        return tr(
            "The picture itself stays as it is, to the pixel. Versions that were saved before keep the old file.");
    if (rule == u"media-facts"_s)
        //: Beside a button that puts right what a record says about its file
        return tr("What the file says takes their place.");
    return {};
}

} // namespace datanet::app
