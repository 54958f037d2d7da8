import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const found = createRequire(process.env.MODULES).resolve('@cedx/akismet')
const { Author, Blog, CheckResult, Client, Comment } = await import(pathToFileURL(found))

const { PORT, KEY, HAM, SPAM } = process.env
const options = { baseUrl: `http://127.0.0.1:${PORT}` }
const blog = new Blog({ url: 'https://kabar.example/', charset: 'UTF-8', languages: ['id', 'en'] })
const author = new Author({ ipAddress: '203.0.113.7', name: 'Rina', email: 'rina@example.com', userAgent: 'Mozilla/5.0' })
const saying = content => new Comment({
  author, content, context: ['berita', 'kapal'], date: new Date(), permalink: 'https://kabar.example/feri', type: 'comment'
})

const client = new Client(KEY, blog, options)
const told = {
  wrong: await new Client('0123456789ab', blog, options).verifyKey(),
  verified: await client.verifyKey(),
  ham: await client.checkComment(saying(HAM)) !== CheckResult.ham,
  spam: await client.checkComment(saying(SPAM)) === CheckResult.spam
}
await client.submitSpam(saying(HAM))
await client.submitHam(saying(SPAM))
console.log(JSON.stringify(told))
