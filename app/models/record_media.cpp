#include "models/record_media.h"

#include "format/media_text.h"
#include "media/media_address.h"
#include "models/record_source.h"

namespace datanet::app {

using namespace Qt::StringLiterals;
using MediaKind = dataset::RecordMedia::Kind;

QVariantMap shownMedia(const dataset::RecordMedia &media, const QString &folder,
                       const std::optional<versioning::CommitId> &version)
{
    const QString kind = media.kind == MediaKind::Picture ? u"picture"_s
        : media.kind == MediaKind::Sound                  ? u"sound"_s
                                                          : u"other"_s;
    return {{u"kind"_s, kind},
            {u"address"_s, MediaAddress{folder, version, media.sha256}.toText()},
            {u"name"_s, QString::fromUtf8(media.name.data(), qsizetype(media.name.size()))},
            {u"facts"_s, MediaText::facts(media)},
            {u"ratio"_s, media.width > 0 ? double(media.height) / double(media.width) : 0.0}};
}

void showMedia(RecordCell &cell, std::string_view field, const std::optional<dataset::RecordMedia> &media,
               const QString &folder, const std::optional<versioning::CommitId> &version)
{
    if (!media || field != dataset::RecordMedia::kField || media->kind == MediaKind::Other)
        return;
    cell.media = shownMedia(*media, folder, version);
    cell.text = MediaText::spoken(*media);
}

} // namespace datanet::app
