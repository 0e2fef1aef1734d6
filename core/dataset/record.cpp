#include "dataset/record.h"

#include "base/bytes.h"
#include "crypto/digest.h"

#include <unicode/uchar.h>
#include <unicode/uvernum.h>

namespace datanet::dataset {

base::Digest recordId(std::string_view canonicalBody)
{
    return crypto::sha256(base::view(canonicalBody));
}

QString unicodeVersion()
{
    UVersionInfo version;
    u_getUnicodeVersion(version);
    return QString::number(version[0]) + u'.' + QString::number(version[1]);
}

} // namespace datanet::dataset
