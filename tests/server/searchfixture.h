// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/search/searchfinder.h"
#include "server/store/search/searchfollower.h"
#include "tests/server/tablesfixture.h"
#include "tests/support/manualclock.h"

namespace landline::server::testing {

/// A log and its search index, made anew for each test function. Shelves are small, so that there are several.
class SearchFixture : public TablesFixture {
    Q_OBJECT

protected:
    static constexpr qint64 shelf = 8;

    RoomRecord openPrivate(const char* name, const char* member)
    {
        auto record = *m_rooms->open({ room(name), false, {}, true, at(0) });
        m_rooms->setMember(record.id, user(member), true, at(0));
        return record;
    }
    /// Something said at the time that is the moment's own number.
    Seq sayAt(const RoomRecord& where, const char* author, const QString& content, qint64 moment)
    {
        auto event = message(where, author, content);
        event.at = at(moment);
        return seqOf(m_events->append(event).value().event);
    }
    void change(EventKind kind, const RoomRecord& where, const char* author, Seq target,
        const QString& content = {})
    {
        auto event = message(where, author, content);
        event.kind = kind;
        event.target = target;
        QVERIFY(m_events->append(event).isOk());
    }
    QString indexPath() const { return m_directory->filePath(QStringLiteral("search.sqlite")); }
    void openIndex()
    {
        m_follower.reset();
        m_finder.reset();
        m_index.reset();
        m_indexDatabase = std::make_unique<Database>(indexPath());
        QVERIFY(!m_indexDatabase->open(Database::Access::ReadWrite, searchSchema()));
        m_index = std::make_unique<SearchIndex>(*m_indexDatabase, shelf);
        m_follower = std::make_unique<SearchFollower>(*m_database, *m_index);
        m_finder = std::make_unique<SearchFinder>(
            *m_database, *m_indexDatabase, m_clock, std::chrono::milliseconds(1000), shelf);
    }
    static bool goOn() { return false; }
    /// The index knows all that the log does.
    void followAll()
    {
        QVERIFY(m_follower->begin());
        while (!m_follower->isDone()) {
            QVERIFY(m_follower->advance(1000, goOn));
        }
    }
    Result<SearchPage> find(const char* asker, const QString& query, int limit = 100,
        std::optional<SearchPlace> before = {})
    {
        return m_finder->find({ user(asker), SearchQuery::parse(query).value(), before, limit });
    }
    /// "general:3 general:1": what ann finds, the newest first.
    QString found(const QString& query, const char* asker = "ann")
    {
        const auto page = find(asker, query);
        return page ? summaryOf(*page) : page.error().detail;
    }
    static QString summaryOf(const SearchPage& page)
    {
        QStringList places;
        for (const auto& result : page.found) {
            places.append(
                result.message.room.toString() + u':' + QString::number(result.message.seq.value));
        }
        return places.join(u' ');
    }

    support::ManualClock m_clock;
    std::unique_ptr<Database> m_indexDatabase;
    std::unique_ptr<SearchIndex> m_index;
    std::unique_ptr<SearchFollower> m_follower;
    std::unique_ptr<SearchFinder> m_finder;

private Q_SLOTS:
    void init()
    {
        TablesFixture::init();
        openIndex();
    }
    void cleanup()
    {
        m_follower.reset();
        m_finder.reset();
        m_index.reset();
        m_indexDatabase.reset();
        TablesFixture::cleanup();
    }
};

} // namespace landline::server::testing
