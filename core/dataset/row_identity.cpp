#include "dataset/row_identity.h"

#include "dataset/record.h"
#include "dataset/row.h"

namespace datanet::dataset {

base::Digest Row::id() const
{
    return recordId(body);
}

base::Digest RowView::id() const
{
    return recordId(body);
}

RowIdentifier::RowIdentifier(const QStringList &keyFields)
{
    for (const QString &field : keyFields)
        m_fields.push_back(field.toStdString());
}

bool RowIdentifier::readKey(std::string_view canonicalBody)
{
    m_key.clear();
    if (!m_scanner.load(canonicalBody))
        return false;
    const bool several = m_fields.size() > 1;
    for (const std::string &name : m_fields) {
        const FieldScanner::Field *field = m_scanner.find(name);
        if (!field || field->kind == ValueKind::Null)
            return false;
        if (several)
            m_key += m_key.empty() ? '[' : ',';
        m_key += field->raw;
    }
    if (several)
        m_key += ']';
    return true;
}

std::optional<RowIdentity> RowIdentifier::identify(std::string_view canonicalBody, const base::Digest &id)
{
    RowIdentity identity;
    if (m_fields.empty()) {
        identity.key = keyPart(id);
        std::memcpy(&identity.content, id.data() + identity.key.size(), sizeof identity.content);
        return identity;
    }
    if (!readKey(canonicalBody))
        return std::nullopt;
    m_digest.update(base::view(m_key));
    identity.key = keyPart(m_digest.finish());
    std::memcpy(&identity.content, id.data(), sizeof identity.content);
    return identity;
}

std::optional<std::string> RowIdentifier::keyOf(std::string_view canonicalBody)
{
    if (!readKey(canonicalBody))
        return std::nullopt;
    return m_key;
}

std::array<std::uint8_t, 16> RowIdentifier::keyPart(const base::Digest &digest)
{
    std::array<std::uint8_t, 16> key;
    std::memcpy(key.data(), digest.data(), key.size());
    return key;
}

} // namespace datanet::dataset
